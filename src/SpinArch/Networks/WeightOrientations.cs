using System.Collections.Immutable;

namespace SpinArch.Networks;

/// <summary>The names of <see cref="WeightOrientation"/> in a network file.</summary>
internal static class WeightOrientations
{
    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } = [Name(WeightOrientation.InputsByOutputs), Name(WeightOrientation.OutputsByInputs)];

    /// <summary>The name of an orientation.</summary>
    public static string Name(WeightOrientation orientation) => orientation switch
    {
        WeightOrientation.InputsByOutputs => "inputsByOutputs",
        WeightOrientation.OutputsByInputs => "outputsByInputs",
    };

    /// <summary>The orientation of a name, or null.</summary>
    public static WeightOrientation? Find(string name)
    {
        foreach (WeightOrientation orientation in Enum.GetValues<WeightOrientation>())
        {
            if (Name(orientation) == name)
            {
                return orientation;
            }
        }

        return null;
    }
}
