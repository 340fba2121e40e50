using System.Globalization;

namespace SpinArch.Benchmarks;

/// <summary>
/// The hold model, the usual measure of an event queue: a fixed number of events is pending, and every event handled
/// schedules one more after a random delay. The delays are drawn beforehand, the same for every queue.
/// </summary>
internal sealed class HoldModel
{
    /// <summary>How many components the events are for.</summary>
    public const int Components = 64;

    private const int Drawn = 4096;

    private readonly int[] _delays = new int[Drawn];
    private readonly byte[] _phases = new byte[Drawn];
    private int _next;

    private HoldModel(int pending, Func<Random, int> delay, int phases)
    {
        Pending = pending;
        var random = new Random(1);
        for (int i = 0; i < Drawn; i++)
        {
            _delays[i] = delay(random);
            _phases[i] = (byte)random.Next(phases);
        }
    }

    /// <summary>How many events are pending at any time.</summary>
    public int Pending { get; }

    /// <summary>The model of a name: delays and pending events.</summary>
    public static HoldModel Named(string name)
    {
        string[] parts = name.Split(' ');
        int pending = (int)double.Parse(parts[1], CultureInfo.InvariantCulture);
        int[] hardware = [1000, 1000, 1000, 2000, 10_000, 10_000, 10_000, 100_000];
        int[] odd = [333, 1000, 1000, 2000, 10_000, 10_000, 10_000, 100_000];
        return parts[0] switch
        {
            "exp" => new HoldModel(pending, random => 1000 * (int)Math.Ceiling(-1000 * Math.Log(1 - random.NextDouble())), 1),
            "hw" => new HoldModel(pending, random => hardware[random.Next(hardware.Length)], 1),
            "phases" => new HoldModel(pending, random => hardware[random.Next(hardware.Length)], 4),
            "odd" => new HoldModel(pending, random => odd[random.Next(odd.Length)], 1),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "exp, hw, phases or odd"),
        };
    }

    /// <summary>The distinct delays [ps], as a model's configuration would list them.</summary>
    public IEnumerable<int> Delays() => _delays.Distinct();

    /// <summary>The next delay [ps] and phase.</summary>
    public int NextDelay(out int phase)
    {
        int i = _next++ & (Drawn - 1);
        phase = _phases[i];
        return _delays[i];
    }
}
