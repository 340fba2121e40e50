using System.Buffers.Binary;
using System.Numerics;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>
/// The draws of linear feedback registers, one a lane (<c>docs/arithmetic.md</c>, section 12): every clock the bit at the head is added to
/// three others, the head moves on, and the draw is the population count of the 255 bits, twice, less 255.
/// </summary>
internal sealed class FeedbackRegisterDraws : ClockedDraws
{
    /// <summary>Bits of a register.</summary>
    public const int Bits = 255;

    private const int Words = 4;

    // Word 1 of the draw counter, where no sample counts.
    private const uint Domain = 0xFFFF_FFFD;

    private static readonly int[] _taps = [250, 252, 253];

    private readonly ulong _seed;
    private readonly ulong[] _bits;
    private readonly int[] _counts;
    private int _head;

    public FeedbackRegisterDraws(ArchitectureSpec spec, Program program, ulong seed)
        : base(spec, program)
    {
        int lanes = spec.Part<ElementsSpec>().Lanes;
        _seed = seed;
        _bits = new ulong[lanes * Words];
        _counts = new int[lanes];
    }

    /// <summary>Standard deviation of 255 fair bits, in the units of the draws.</summary>
    public static double Deviation => Math.Sqrt(Bits);

    /// <inheritdoc/>
    protected override void Load(int input)
    {
        Span<byte> words = stackalloc byte[Philox4x32.BlockBytes];
        for (int lane = 0; lane < _counts.Length; lane++)
        {
            for (uint half = 0; half < 2; half++)
            {
                Philox4x32.Block(_seed, (uint)input, Domain, (uint)lane, half, words);
                _bits[(lane * Words) + (2 * half)] = BinaryPrimitives.ReadUInt64LittleEndian(words);
                _bits[(lane * Words) + (2 * half) + 1] = BinaryPrimitives.ReadUInt64LittleEndian(words[8..]);
            }

            // 255 bits are one less than four words; a register of zeros would stay so.
            _bits[(lane * Words) + 3] &= ulong.MaxValue >> 1;
            _counts[lane] = 0;
            for (int word = 0; word < Words; word++)
            {
                _counts[lane] += BitOperations.PopCount(_bits[(lane * Words) + word]);
            }

            if (_counts[lane] == 0)
            {
                (_bits[lane * Words], _counts[lane]) = (1, 1);
            }
        }

        _head = 0;
    }

    /// <inheritdoc/>
    protected override void Step(long clock, Span<short> draws)
    {
        (int word, int shift) = (_head >> 6, _head & 63);
        foreach (int tap in _taps)
        {
            int at = _head + tap >= Bits ? _head + tap - Bits : _head + tap;
            (int tapWord, int tapShift) = (at >> 6, at & 63);
            for (int lane = 0; lane < _counts.Length; lane++)
            {
                ulong bit = (_bits[(lane * Words) + word] >> shift) & 1;
                ref ulong target = ref _bits[(lane * Words) + tapWord];
                int before = (int)(target >> tapShift) & 1;
                target ^= bit << tapShift;
                _counts[lane] += (int)bit * (1 - (2 * before));
            }
        }

        _head = _head + 1 == Bits ? 0 : _head + 1;
        for (int lane = 0; lane < _counts.Length; lane++)
        {
            draws[lane] = (short)((2 * _counts[lane]) - Bits);
        }
    }
}
