using System.Collections.Immutable;
using System.Numerics;

namespace SpinArch.Sweeps;

/// <summary>
/// Which designs to look at next, without looking at one twice. Policy: a first generation spread evenly; then the designs that a model of
/// what is known (<see cref="DesignModel"/>) expects to be beaten by none, at what they may be at best. Of spaces too large to go through,
/// it looks at the children of NSGA-II's parents and at the neighbours of the designs that none beats. A design is an index a knob.
/// </summary>
internal sealed class DesignSearch
{
    private const int MostModelled = 300;
    private const int PoolSize = 2000;

    // Standard deviations that an unseen design may be better than expected: more looks farther, less sooner at what is near.
    private const double Optimism = 2;

    private readonly ImmutableArray<KnobScale> _knobs;
    private readonly SearchPlan _plan;
    private readonly SearchDice _dice;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<int[]> _designs = [];
    private readonly List<ImmutableArray<double>> _figures = [];
    private readonly ImmutableArray<double>[] _thetas;

    /// <param name="knobs">Values of each knob.</param>
    /// <param name="plan">What is looked for.</param>
    public DesignSearch(ImmutableArray<ImmutableArray<string>> knobs, SearchPlan plan)
    {
        _knobs = [.. knobs.Select(values => new KnobScale(values))];
        _plan = plan;
        _dice = new SearchDice(plan.Seed);
        _thetas = [.. Enumerable.Repeat(ImmutableArray<double>.Empty, plan.Figures.Length + 1)];
        Space = _knobs.Aggregate(BigInteger.One, (product, knob) => product * knob.Count);
    }

    /// <summary>Designs that there are.</summary>
    public BigInteger Space { get; }

    /// <summary>The next generation; empty where every design has been seen.</summary>
    /// <param name="most">Designs at most.</param>
    public ImmutableArray<int[]> Next(int most)
    {
        int wanted = (int)BigInteger.Min(Math.Min(most, _plan.Population), Space - _seen.Count);
        var children = new List<int[]>(wanted);
        foreach (int[] child in _designs.Count == 0 ? Hypercube(wanted) : Promising(wanted))
        {
            if (children.Count < wanted && _seen.Add(KeyOf(child)))
            {
                children.Add(child);
            }
        }

        while (children.Count < wanted)
        {
            children.Add(Unseen());
        }

        return [.. children];
    }

    /// <summary>What became of a generation.</summary>
    /// <param name="designs">The designs.</param>
    /// <param name="figures">The figures of each (<see cref="SearchPlan.Figures"/>); empty where it cannot be built.</param>
    public void Tell(ImmutableArray<int[]> designs, IEnumerable<ImmutableArray<double>> figures)
    {
        _designs.AddRange(designs);
        _figures.AddRange(figures);
    }

    private static string KeyOf(int[] design) => string.Join(',', design);

    // Every knob goes through its values evenly, each in an order of its own.
    private IEnumerable<int[]> Hypercube(int count)
    {
        int[][] orders = [.. _knobs.Select(_ => Enumerable.Range(0, count).ToArray())];
        foreach (int[] order in orders)
        {
            _dice.Shuffle(order);
        }

        return Enumerable.Range(0, count).Select(
            row => orders.Select((order, knob) => (int)((long)order[row] * _knobs[knob].Count / count)).ToArray());
    }

    private IEnumerable<int[]> Promising(int wanted)
    {
        SearchScore[] known = [.. _figures.Select(_plan.ScoreOf)];
        ImmutableArray<(int Index, int Rank)> order = NondominatedSorting.Order(known);
        int[] modelled = [.. order.Select(place => place.Index).Take(MostModelled)];
        int[] built = [.. modelled.Where(index => !_figures[index].IsEmpty)];
        List<int[]> pool = Space <= PoolSize ? [.. Everything()] : Pool(order);
        if (built.Length < 2 || pool.Count == 0)
        {
            return pool;
        }

        DesignModel[] models = [.. Enumerable.Range(0,
            _plan.Figures.Length).Select(figure => Model(figure, built, index => Scaled(figure, _figures[index][figure])))];
        DesignModel? building = built.Length == modelled.Length ? null
            : Model(models.Length, modelled, index => _figures[index].IsEmpty ? 0 : 1);
        SearchScore[] scores =
        [
            .. order.TakeWhile(place => place.Rank == 0).Select(place => known[place.Index]),
            .. pool.Select(design => building is { } model && model.Of(design).Mean < 0.5
                ? SearchScore.Unbuildable(_plan.Objectives.Length)
                : _plan.ScoreOf([.. models.Select((one, figure) => AtBest(figure, one.Of(design)))])),
        ];
        int fronted = scores.Length - pool.Count;
        return NondominatedSorting.Order(scores).Where(place => place.Index >= fronted).Select(place => pool[place.Index - fronted]).Take(wanted);
    }

    private DesignModel Model(int number, int[] indices, Func<int, double> figure)
    {
        var model = new DesignModel(_knobs, [.. indices.Select(index => _designs[index])], [.. indices.Select(figure)], _thetas[number]);
        _thetas[number] = model.Thetas;
        return model;
    }

    // Figures that are positive differ by factors.
    private bool IsLogarithmic(int figure) => _figures.All(figures => figures.IsEmpty || figures[figure] > 0);

    private double Scaled(int figure, double value) => IsLogarithmic(figure) ? Math.Log(value) : value;

    private double AtBest(int figure, (double Mean, double Deviation) expected)
    {
        double best = expected.Mean + ((_plan.IsBetterHigher(figure) ? 1 : -1) * Optimism * expected.Deviation);
        return IsLogarithmic(figure) ? Math.Exp(best) : best;
    }

    private IEnumerable<int[]> Everything()
    {
        int[] design = new int[_knobs.Length];
        for (int index = 0; index < Space; index++)
        {
            if (!_seen.Contains(KeyOf(design)))
            {
                yield return [.. design];
            }

            Step(design);
        }
    }

    private List<int[]> Pool(ImmutableArray<(int Index, int Rank)> order)
    {
        var pool = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach ((int index, int rank) in order)
        {
            if (rank > 0 || pool.Count >= PoolSize / 2)
            {
                break;
            }

            Add(NeighboursOf(_designs[index]));
        }

        int[] parents = [.. order.Select(place => place.Index).Take(_plan.Population)];
        for (int tries = 0; tries < 4 * PoolSize && pool.Count < PoolSize; tries++)
        {
            Add([Crossed(parents)]);
        }

        return [.. pool.Values];

        void Add(IEnumerable<int[]> designs)
        {
            foreach (int[] design in designs)
            {
                string key = KeyOf(design);
                if (!_seen.Contains(key))
                {
                    pool.TryAdd(key, design);
                }
            }
        }
    }

    private IEnumerable<int[]> NeighboursOf(int[] design)
    {
        for (int knob = 0; knob < design.Length; knob++)
        {
            for (int value = 0; value < _knobs[knob].Count; value++)
            {
                if (value != design[knob])
                {
                    int[] neighbour = [.. design];
                    neighbour[knob] = value;
                    yield return neighbour;
                }
            }
        }
    }

    // Each knob from one of two parents, and one in all, on average, from neither.
    private int[] Crossed(int[] parents)
    {
        int[] one = Parent();
        int[] other = Parent();
        int[] child = [.. one.Select((value, knob) => _dice.Below(2) == 0 ? value : other[knob])];
        for (int knob = 0; knob < child.Length; knob++)
        {
            if (_knobs[knob].Count > 1 && _dice.Below(child.Length) == 0)
            {
                child[knob] = _dice.BelowBut(_knobs[knob].Count, child[knob]);
            }
        }

        return child;

        // The better of two: parents stand in order.
        int[] Parent() => _designs[parents[Math.Min(_dice.Below(parents.Length), _dice.Below(parents.Length))]];
    }

    // From a place by chance to the next design that has not been seen.
    private int[] Unseen()
    {
        int[] design = [.. _knobs.Select(knob => _dice.Below(knob.Count))];
        while (!_seen.Add(KeyOf(design)))
        {
            Step(design);
        }

        return design;
    }

    private void Step(int[] design)
    {
        for (int knob = design.Length - 1; knob >= 0; knob--)
        {
            design[knob] = (design[knob] + 1) % _knobs[knob].Count;
            if (design[knob] != 0)
            {
                break;
            }
        }
    }
}
