using System.Text.Json.Serialization;

namespace SpinArch.Specs;

/// <summary>The names of defaults as their file has them.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class DefaultNamesJson : JsonSerializerContext;
