using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>What was seen of trials of which the first half started up and the others down. Counts are sums of whole numbers, so no order
/// of threads changes them.</summary>
internal sealed class SettlingRecord
{
    private const int Lanes = 4;

    private readonly int _starts;
    private readonly Vector256<double>[] _settledAt;
    private readonly int[][] _ups;
    private readonly int[][] _unsettled;

    /// <param name="starts">Trials of each start state.</param>
    /// <param name="settled">Size of mz that counts as settled.</param>
    /// <param name="readSteps">Steps at which the states are counted, ascending.</param>
    public SettlingRecord(int starts, double settled, ImmutableArray<long> readSteps)
    {
        (_starts, Settled, ReadSteps) = (starts, settled, readSteps);
        _settledAt = new Vector256<double>[((2 * starts) + Lanes - 1) / Lanes];
        Array.Fill(_settledAt, Vector256.Create(double.PositiveInfinity));
        _ups = [new int[readSteps.Length], new int[readSteps.Length]];
        _unsettled = [new int[readSteps.Length], new int[readSteps.Length]];
    }

    /// <summary>Size of mz that counts as settled.</summary>
    public double Settled { get; }

    /// <summary>Steps at which the states are counted, ascending.</summary>
    public ImmutableArray<long> ReadSteps { get; }

    /// <summary>The step at which a trial settled first; infinite where it did not.</summary>
    /// <param name="trial">From 0; those below the number of starts began up.</param>
    public double SettledAt(int trial) => _settledAt[trial / Lanes][trial % Lanes];

    /// <summary>Whether all lanes of a group have settled.</summary>
    public bool AreSettled(int group) => Vector256.LessThanAll(_settledAt[group], Vector256.Create(double.PositiveInfinity));

    /// <summary>Trials that were up at a read.</summary>
    /// <param name="read">Which read.</param>
    /// <param name="isUp">Those that started up, or those that started down.</param>
    public int Ups(int read, bool isUp) => _ups[isUp ? 0 : 1][read];

    /// <summary>Trials that were not settled at a read.</summary>
    /// <param name="read">Which read.</param>
    /// <param name="isUp">Those that started up, or those that started down.</param>
    public int Unsettled(int read, bool isUp) => _unsettled[isUp ? 0 : 1][read];

    /// <summary>Notes which lanes of a group are settled at a step.</summary>
    public void Settle(int group, long step, Vector256<double> isSettled) => _settledAt[group] = Vector256.Min(
        _settledAt[group], Vector256.ConditionalSelect(
            isSettled, Vector256.Create((double)step), Vector256.Create(double.PositiveInfinity)));

    /// <summary>Counts the lanes of a group.</summary>
    public void Read(int group, int read, Vector256<double> isSettled, Vector256<double> z)
    {
        for (int lane = 0; lane < Lanes && (group * Lanes) + lane < 2 * _starts; lane++)
        {
            int start = (group * Lanes) + lane < _starts ? 0 : 1;
            if (z[lane] > 0)
            {
                Interlocked.Increment(ref _ups[start][read]);
            }

            if (isSettled[lane] == 0)
            {
                Interlocked.Increment(ref _unsettled[start][read]);
            }
        }
    }
}
