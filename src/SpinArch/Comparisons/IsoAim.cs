using System.Globalization;
using SpinArch.Files;

namespace SpinArch.Comparisons;

/// <summary>What all architectures of a comparison are given alike: an area to fill with copies, or an accuracy to reach.</summary>
public sealed record IsoAim
{
    private const string Area = "area";
    private const string Accuracy = "accuracy";
    private const double LargestMm2 = 1e6;

    /// <summary>The area [mm2]; null where none is given.</summary>
    public double? AreaMm2 { get; private init; }

    /// <summary>The accuracy of all samples together, 0 to 1; null where none is wanted.</summary>
    public double? EnsembleAccuracy { get; private init; }

    /// <summary>Reads <c>area=MM2</c> or <c>accuracy=SHARE</c>.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">What was given; null for nothing.</param>
    /// <exception cref="InputException">It is neither.</exception>
    public static IsoAim Parse(string option, string? text)
    {
        if (text is null)
        {
            return new IsoAim();
        }

        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        double most = parts[0] == Area ? LargestMm2 : 1;
        if (parts.Length == 2 && parts[0] is Area or Accuracy
            && double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value > 0 && value <= most)
        {
            return parts[0] == Area ? new IsoAim { AreaMm2 = value } : new IsoAim { EnsembleAccuracy = value };
        }

        throw new InputException(option,
            $"'{text}' is neither area=MM2, above 0 and at most {LargestMm2.ToString(CultureInfo.InvariantCulture)}, nor accuracy=SHARE, above 0 and at most 1");
    }
}
