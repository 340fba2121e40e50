using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace SpinArch.Specs;

/// <summary>JSON that has been read already, as a source that can be built more than once: a stream could not.</summary>
/// <param name="content">The file's bytes.</param>
internal sealed class JsonBytesSource(byte[] content) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) =>
        new JsonStreamConfigurationSource { Stream = new MemoryStream(content, writable: false) }.Build(builder);
}
