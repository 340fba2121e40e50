using System.Collections.Immutable;
using System.Diagnostics;
using SpinArch.Compilation;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>
/// A labelled data set through a network as the hardware computes it, or through its idealisations. Policy: parallel over
/// images, each with its own draws, so that neither threads nor an interruption change a result.
/// </summary>
public sealed record InferenceRun
{
    private const int MostSamples = 10_000;

    /// <summary>The network, with weights.</summary>
    public required NetworkGraph Network { get; init; }

    /// <summary>The architecture.</summary>
    public required ArchitectureSpec Architecture { get; init; }

    /// <summary>The labelled images.</summary>
    public required IdxDataSet Data { get; init; }

    /// <summary>What the images are called; empty for those that have no name.</summary>
    public string DataName { get; init; } = "";

    /// <summary>How many images, from the first; null for all.</summary>
    public int? Images { get; init; }

    /// <summary>Monte-Carlo samples an image.</summary>
    public int Samples { get; init; } = 10;

    /// <summary>Key of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Index of the first image in the draws.</summary>
    public int FirstInput { get; init; }

    /// <summary>What of the hardware is in force.</summary>
    public InferenceEffects Effects { get; init; } = InferenceEffects.All;

    /// <summary>Those of <see cref="Effects"/> that the architecture has: an imperfection whose key is 0 is none.</summary>
    public InferenceEffects InForce => Effects & DeviceEffects.Of(Architecture);

    /// <summary>Threads; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="progress">Told the number of images done, from any thread; may be null.</param>
    /// <param name="cancellation">Ends the run early: the result is then that of the images done.</param>
    /// <exception cref="InputException">Network, data and numbers do not fit each other.</exception>
    public InferenceResult Execute(Action<int>? progress = null, CancellationToken cancellation = default) => ExecuteNested([Samples], progress, cancellation)[0];

    /// <summary>Runs once and says what a run of each of several numbers of samples would have said: draws belong to a sample, so fewer are the first of more.</summary>
    /// <param name="sizes">Numbers of samples, at most <see cref="Samples"/>.</param>
    /// <param name="progress">Told the number of images done, from any thread; may be null.</param>
    /// <param name="cancellation">Ends the run early: the results are then those of the images done.</param>
    /// <exception cref="InputException">Network, data and numbers do not fit each other.</exception>
    public IReadOnlyList<InferenceResult> ExecuteNested(
        IReadOnlyList<int> sizes, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        int count = Check();
        var watch = Stopwatch.StartNew();
        NetworkGraph scaled = NetworkScaling.Apply(Network, Architecture);
        Program program = CompilerPipeline.CompileValues(scaled, Architecture, Samples, count);
        var tally = new ConversionTally(scaled.Layers.Length);
        ImagePrediction[][] predictions = Predict(count, Prepare(scaled, program), sizes, tally, progress, cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        ImmutableArray<LayerPrecision> precision = LayerPrecision.Of(program, tally);
        return
        [
            .. sizes.Select((size, index) => new InferenceResult
            {
                Run = this with { Samples = size },
                Predictions = [.. predictions.Select(image => image[index])],
                Precision = precision,
                Requested = count,
                Seconds = seconds,
            }),
        ];
    }

    // Images are handed out one by one, in order, and each that was begun is finished: where the run is cancelled, what is done are the first images.
    private ImagePrediction[][] Predict(
        int count, Func<INetworkPass> start, IReadOnlyList<int> sizes, ConversionTally tally, Action<int>? progress, CancellationToken cancellation)
    {
        int threads = Math.Min(count, Threads < 1 ? Environment.ProcessorCount : Threads);
        var predictions = new ImagePrediction[count][];
        int next = -1;
        int finished = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            INetworkPass? pass = null;
            for (int image = Next(); image < count; image = Next())
            {
                pass ??= start();
                predictions[image] = Predict(pass, image, sizes);
                int done = Interlocked.Increment(ref finished);
                progress?.Invoke(done);
            }

            if (pass is not null)
            {
                tally.Add(pass.Tally);
            }
        });
        return predictions[..finished];

        int Next() => cancellation.IsCancellationRequested ? count : Interlocked.Increment(ref next);
    }

    private ImagePrediction[] Predict(INetworkPass pass, int image, IReadOnlyList<int> sizes)
    {
        int outputs = Network.Outputs;
        double[] results = new double[Samples * outputs];
        pass.Run(FirstInput + image, Data.Images[image], Samples, results);
        return [.. sizes.Select(size => new ImagePrediction(Data.Labels[image], size, outputs, results, pass.Unit))];
    }

    private Func<INetworkPass> Prepare(NetworkGraph scaled, Program program)
    {
        if (InForce == DeviceEffects.Of(Architecture))
        {
            var hardware = new FunctionalNetwork(Architecture, program);
            return () => new HardwarePass(hardware, Seed);
        }

        if (ComponentCatalog.TakesWholeLayers(Architecture))
        {
            throw new InputException(Architecture.Name,
                "processing elements have no cells and converters whose effects could be had alone; leave the effects out");
        }

        var real = new RealNetwork(scaled, Architecture, program, InForce);
        return () => new RealPass(real, Seed);
    }

    /// <summary>Looks whether network, data and numbers fit each other.</summary>
    /// <returns>Images to infer.</returns>
    internal int Check()
    {
        if (!Network.HasWeights)
        {
            throw new InputException(Network.Place, "has no weights, so there is nothing to infer; name a weights file");
        }

        if (Data.Images.PixelCount != Network.Inputs)
        {
            throw new InputException(
                Data.Images.Path, $"an image has {Data.Images.PixelCount} pixels, the network {Network.Name} takes {Network.Inputs}");
        }

        if (Architecture.ReadsWhole && Architecture.Device.Hops > 0)
        {
            throw new InputException(Architecture.Name,
                "reads arrays whole, whose cells do not age here; ageing is known of crossbars read column by column");
        }

        if (Architecture.ReadsWhole && InForce != DeviceEffects.Of(Architecture))
        {
            throw new InputException(Architecture.Name,
                "reads arrays whole: mean and sigma are one current, and none of its effects can be left out alone");
        }

        if (Samples is < 1 or > MostSamples)
        {
            throw new InputException("--samples", $"{Samples} is out of range; allowed is 1 to {MostSamples}");
        }

        int count = Images ?? Data.Count;
        if (count < 1 || count > Data.Count)
        {
            throw new InputException("--images", $"{count} is out of range; {Data.Images.Path} holds {Data.Count}, allowed is 1 to that");
        }

        int outputs = Network.Outputs;
        for (int image = 0; image < count; image++)
        {
            if (Data.Labels[image] >= outputs)
            {
                throw new InputException(Data.Labels.Path, $"label {image} is {Data.Labels[image]}; the network has {outputs} outputs, allowed is 0 to {outputs - 1}");
            }
        }

        return count;
    }
}
