using System.Text.Json.Serialization;

namespace SpinArch.Sweeps;

/// <summary>Rows as the journal keeps them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PointRow))]
internal sealed partial class PointRowJson : JsonSerializerContext;
