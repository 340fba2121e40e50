using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Tiles;

/// <summary>
/// A time as a function of what there is to do: <c>fixed + perPass x ceil(items / width) + perItem x items</c>, in whole picoseconds.
/// </summary>
public sealed class Formula
{
    private readonly long _fixed;
    private readonly long _perPass;
    private readonly Extent _width;
    private readonly long _perItem;

    private Formula(string text, Quantity items, long isFixed, long perPass, Extent width, long perItem) =>
        (Text, Items, _fixed, _perPass, _width, _perItem) = (text, items, isFixed, perPass, width, perItem);

    /// <summary>As the documentation writes it.</summary>
    public string Text { get; }

    /// <summary>What is counted.</summary>
    public Quantity Items { get; }

    /// <summary>The times that it is a sum of multiples of; never below zero.</summary>
    public IEnumerable<Picoseconds> Parts => [new(Math.Abs(_fixed)), new(_perPass), new(_perItem)];

    /// <summary>The same time whatever there is to do.</summary>
    public static Formula Fixed(TimeTerm time) => new(time.Text, Quantity.One, time.Time.Value, 0, Extent.Of(1), 0);

    /// <summary>A time for every item.</summary>
    public static Formula Each(Quantity items, TimeTerm time) => new($"{items.Symbol} x {time.Text}", items, 0, 0, Extent.Of(1), time.Time.Value);

    /// <summary>A time for every pass over as many items as fit.</summary>
    /// <param name="items">What is passed over.</param>
    /// <param name="width">Items of a pass, and how that is written.</param>
    /// <param name="time">The time of a pass.</param>
    public static Formula Passes(Quantity items, (string Text, Extent Count) width, TimeTerm time)
    {
        string pass = time.Text.Contains('+', StringComparison.Ordinal) ? $"({time.Text})" : time.Text;
        return new Formula($"ceil({items.Symbol} / {width.Text}) x {pass}", items, 0, time.Time.Value, width.Count, 0);
    }

    /// <summary>Some time more.</summary>
    public static Formula operator +(Formula formula, TimeTerm time) =>
        new($"{formula.Text} + {time.Text}", formula.Items, formula._fixed + time.Time.Value, formula._perPass, formula._width, formula._perItem);

    /// <summary>Some time less; what is taken away is part of the formula.</summary>
    public static Formula operator -(Formula formula, TimeTerm time) =>
        new($"{formula.Text} - {time.Text}", formula.Items, formula._fixed - time.Time.Value, formula._perPass, formula._width, formula._perItem);

    /// <summary>The time for a part of an operation.</summary>
    public Picoseconds Of(in Work work) => Of(Items.Of(work));

    /// <summary>The time for so many items.</summary>
    public Picoseconds Of(int items) => new(_fixed + (_perPass == 0 ? 0 : _perPass * _width.Passes(items)) + (_perItem * items));
}
