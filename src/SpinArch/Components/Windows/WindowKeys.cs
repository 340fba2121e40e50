using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Components.Windows;

/// <summary>What can be set of the window buffer.</summary>
internal static class WindowKeys
{
    private const int MostWords = 1 << 22;

    /// <summary>The keys.</summary>
    public static ImmutableArray<ConfigurationKey> Keys { get; } =
    [
        Key.Count("window.words", "word", 1, MostWords, "Words of feature maps that a tile holds, of 16 bits each.",
            (spec, value) => spec.With(spec.Part<WindowSpec>() with { Words = value })),
        Key.Resource("window.width", "word", 1, 65536, "Words that one access to the window buffer reads.",
            spec => spec.Part<WindowSpec>().Width, (spec, value) => spec.With(spec.Part<WindowSpec>() with { Width = value })),
        Key.Time("window.readNs", mayBeZero: false, "One access to the window buffer.",
            spec => spec.Part<WindowSpec>().Read, (spec, value) => spec.With(spec.Part<WindowSpec>() with { Read = value })),
    ];
}
