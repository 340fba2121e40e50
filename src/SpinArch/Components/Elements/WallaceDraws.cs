using System.Buffers.Binary;
using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>
/// The draws of Wallace's pools, one for every four lanes (<c>docs/arithmetic.md</c>, section 12): every clock four numbers of the pool,
/// one of each quarter, are replaced by half their sum less each of them, an orthogonal transform, and go to the four lanes. The pools are
/// those of the seed at the begin of every input, which begins at an address of its own.
/// </summary>
internal sealed class WallaceDraws : ClockedDraws
{
    /// <summary>Lanes that share a pool.</summary>
    public const int Group = 4;

    /// <summary>Standard deviation of the draws.</summary>
    public const double Deviation = 32;

    private const int Quarter = 1024;
    private const int Pool = Group * Quarter;

    // A number of the pool is a sum of twelve bytes, of deviation 512, eight times; a draw is it without its seven lowest bits.
    private const int Variables = 12;
    private const int Scale = 8;
    private const int DrawShift = 7;
    private const uint Domain = 0xFFFF_FFFC;

    private readonly ulong _seed;
    private readonly short[] _first;
    private readonly short[] _pools;
    private int _start;

    public WallaceDraws(ArchitectureSpec spec, Program program, ulong seed)
        : base(spec, program, Group)
    {
        _seed = seed;
        _first = new short[(((spec.Part<ElementsSpec>().Lanes - 1) / Group) + 1) * Pool];
        _pools = new short[_first.Length];
        byte[] bytes = new byte[Pool * Variables];
        for (int pool = 0; pool < _first.Length / Pool; pool++)
        {
            Philox4x32.FillBlocks(seed, 0, Domain, (uint)pool, 0, bytes.Length / Philox4x32.BlockBytes, bytes);
            for (int number = 0; number < Pool; number++)
            {
                int sum = 0;
                for (int variable = 0; variable < Variables; variable++)
                {
                    sum += bytes[(number * Variables) + variable];
                }

                _first[(pool * Pool) + number] = (short)(Scale * ((2 * sum) - (Variables * byte.MaxValue)));
            }
        }
    }

    /// <inheritdoc/>
    protected override void Load(int input)
    {
        Span<byte> words = stackalloc byte[Philox4x32.BlockBytes];
        Philox4x32.Block(_seed, (uint)input, Domain, uint.MaxValue, 0, words);
        _start = BinaryPrimitives.ReadUInt16LittleEndian(words) % Quarter;
        _first.CopyTo(_pools, 0);
    }

    /// <inheritdoc/>
    protected override void Step(long clock, Span<short> draws)
    {
        clock += _start;
        int at = (int)(clock % Quarter);
        int pass = (int)(clock / Quarter);
        int second = Quarter + ((int)(((5L * at) + (3L * pass)) % Quarter));
        int third = (2 * Quarter) + ((int)(((9L * at) + (7L * pass)) % Quarter));
        int fourth = (3 * Quarter) + ((int)(((13L * at) + (11L * pass)) % Quarter));
        int odd = (int)(clock & 1);
        for (int pool = 0; pool < _pools.Length; pool += Pool)
        {
            ref short a = ref _pools[pool + at];
            ref short b = ref _pools[pool + second];
            ref short c = ref _pools[pool + third];
            ref short d = ref _pools[pool + fourth];
            int half = (a + b + c + d + odd) >> 1;
            (a, b, c, d) = (Held(half - b), Held(half - c), Held(half - d), Held(half - a));
            int lane = pool / Quarter;
            draws[lane] = Draw(a);
            draws[lane + 1] = Draw(b);
            draws[lane + 2] = Draw(c);
            draws[lane + 3] = Draw(d);
        }
    }

    private static short Held(int number) => (short)Math.Clamp(number, -short.MaxValue, short.MaxValue);

    private static short Draw(short number) => (short)Math.Clamp(ColumnMath.RoundShift(number, DrawShift), -127, 127);
}
