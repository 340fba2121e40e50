using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// Word 1 of the counters of what a vector draws (<c>docs/arithmetic.md</c>, section 14): weights and gates by <c>sampling.scope</c>, the
/// noise of a read always with its position.
/// </summary>
/// <param name="Weights">Of weights and gates.</param>
/// <param name="Noise">Of the noise of reads.</param>
internal readonly record struct DrawWord(int Weights, int Noise)
{
    /// <summary>The words of one position of a sample.</summary>
    /// <param name="scope">What is drawn once.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="position">Which vector of the sample.</param>
    public static DrawWord Of(SamplingScope scope, int sample, int position)
    {
        int word = (int)GaussianDraws.SampleWord(sample, position);
        return scope switch
        {
            SamplingScope.Read => new DrawWord(word, word),
            SamplingScope.Sample => new DrawWord(sample, word),
        };
    }
}
