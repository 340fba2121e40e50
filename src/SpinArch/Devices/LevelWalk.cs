namespace SpinArch.Devices;

/// <summary>
/// The random walk of a wall over the pinning sites of its track, both ends closed: where it is after a mean number of hops
/// (docs/device-model.md, section 6).
/// </summary>
public sealed class LevelWalk
{
    /// <summary>Sites that are allowed at most.</summary>
    public const int MostSites = 128;

    /// <summary>Hops after which every site has long been as likely as every other.</summary>
    public const double MostHops = 1e12;

    private readonly double[] _cumulative;

    /// <param name="sites">Pinning sites, 2 to <see cref="MostSites"/>.</param>
    /// <param name="hops">Mean number of hops from a site that has two neighbours; half of them go each way.</param>
    public LevelWalk(int sites, double hops)
    {
        (Sites, Hops) = (sites, hops);
        _cumulative = new double[sites * sites];

        // Cosines diagonalise a walk between closed ends: eigenvalue -hops (1 - cos(m pi / n)).
        double[] cosines = new double[sites * sites];
        double[] decays = new double[sites];
        for (int mode = 1; mode < sites; mode++)
        {
            decays[mode] = Math.Exp(-hops * (1 - Math.Cos(mode * Math.PI / sites)));
            for (int site = 0; site < sites; site++)
            {
                cosines[(mode * sites) + site] = Math.Cos(mode * Math.PI * ((2 * site) + 1) / (2 * sites));
            }
        }

        for (int start = 0; start < sites; start++)
        {
            double sum = 0;
            for (int end = 0; end < sites; end++)
            {
                double probability = 0.5;
                for (int mode = 1; mode < sites; mode++)
                {
                    probability += cosines[(mode * sites) + start] * cosines[(mode * sites) + end] * decays[mode];
                }

                sum += Math.Max(0, 2 * probability / sites);
                _cumulative[(start * sites) + end] = sum;
            }

            _cumulative[(start * sites) + sites - 1] = 1;
        }
    }

    /// <summary>Pinning sites.</summary>
    public int Sites { get; }

    /// <summary>Mean number of hops.</summary>
    public double Hops { get; }

    /// <summary>Probability that a wall is not where it was, over all sites alike.</summary>
    public double Error => 1 - Enumerable.Range(0, Sites).Average(site => Probability(site, site));

    /// <summary>Probability of a way.</summary>
    /// <param name="start">Site at the beginning.</param>
    /// <param name="end">Site at the end.</param>
    public double Probability(int start, int end) =>
        _cumulative[(start * Sites) + end] - (end == 0 ? 0 : _cumulative[(start * Sites) + end - 1]);

    /// <summary>Where a wall ends that a number uniform in (0, 1) chooses.</summary>
    /// <param name="start">Site at the beginning.</param>
    /// <param name="uniform">The number.</param>
    public int End(int start, double uniform)
    {
        int end = _cumulative.AsSpan(start * Sites, Sites).BinarySearch(uniform);
        return Math.Min(end < 0 ? ~end : end, Sites - 1);
    }
}
