using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>Where a tile or the port hands its flits to the mesh: the route of every outgoing channel and the credits of its destinations.</summary>
internal sealed class Outlet
{
    private readonly Mesh mesh;
    private readonly Router router;
    private readonly int side;
    private readonly int[] roots;
    private readonly int[][] credits;

    /// <param name="mesh">The mesh.</param>
    /// <param name="router">The router that this outlet feeds.</param>
    /// <param name="side">At which of its inputs.</param>
    /// <param name="roots">Root of the route tree of each channel.</param>
    /// <param name="destinations">Number of destinations of each channel.</param>
    /// <param name="receiveFlits">Credits of each destination at the start.</param>
    public Outlet(Mesh mesh, Router router, int side, int[] roots, IEnumerable<int> destinations, int receiveFlits)
    {
        this.mesh = mesh;
        this.router = router;
        this.side = side;
        this.roots = roots;
        credits = [.. destinations.Select(count =>
        {
            int[] full = new int[count];
            Array.Fill(full, receiveFlits);
            return full;
        })];
    }

    /// <summary>Whether the router input has room for a flit.</summary>
    public bool HasRoom => router.HasRoom(side);

    /// <summary>The credits of a channel, one number a destination.</summary>
    public ReadOnlySpan<int> CreditsOf(int channel) => credits[channel];

    /// <summary>Whether every destination of the channel has room for a flit.</summary>
    public bool HasCredit(int channel)
    {
        foreach (int credit in credits[channel])
        {
            if (credit == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Uses one credit of every destination.</summary>
    public void TakeCredit(int channel)
    {
        int[] left = credits[channel];
        for (int destination = 0; destination < left.Length; destination++)
        {
            left[destination]--;
        }
    }

    /// <summary>Takes down the credits.</summary>
    public void Write(StateWriter state)
    {
        foreach (int[] channel in credits)
        {
            foreach (int credit in channel)
            {
                state.Write(credit);
            }
        }
    }

    /// <summary>A credit has come back.</summary>
    /// <param name="packed">Channel and destination, as <see cref="Pack"/> made it.</param>
    public void OnCredit(int packed) => credits[packed >> 14][packed & 0x3FFF]++;

    /// <summary>Hands a flit to the router.</summary>
    public void Inject(Picoseconds now, int channel, ReadOnlySpan<long> words) => mesh.Inject(router, side, roots[channel], words, now);

    /// <summary>Channel and destination in one number, for a credit event.</summary>
    public static int Pack(int channel, int destination) => (channel << 14) | destination;
}
