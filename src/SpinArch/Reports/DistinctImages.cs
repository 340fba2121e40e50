namespace SpinArch.Reports;

/// <summary>
/// The inputs of a run that are different images. A run takes as many inputs as it is asked for and begins again where its data has fewer: an image
/// that comes again says nothing new about accuracy, and an interval that counted it again would be too narrow.
/// </summary>
internal static class DistinctImages
{
    /// <summary>Of inputs with the same image and label the first, in order.</summary>
    /// <param name="images">The image of each input.</param>
    /// <param name="labels">The label of each input.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<byte[]> images, IReadOnlyList<int> labels)
    {
        var seen = new HashSet<(byte[] Image, int Label)>(new ByContent());
        return [.. Enumerable.Range(0, images.Count).Where(input => seen.Add((images[input], labels[input])))];
    }

    private sealed class ByContent : IEqualityComparer<(byte[] Image, int Label)>
    {
        public bool Equals((byte[] Image, int Label) x, (byte[] Image, int Label) y) =>
            x.Label == y.Label && (ReferenceEquals(x.Image, y.Image) || x.Image.AsSpan().SequenceEqual(y.Image));

        public int GetHashCode((byte[] Image, int Label) obj)
        {
            var hash = default(HashCode);
            hash.Add(obj.Label);
            hash.AddBytes(obj.Image);
            return hash.ToHashCode();
        }
    }
}
