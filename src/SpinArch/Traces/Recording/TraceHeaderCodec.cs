using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Isa.Binary;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Traces.Recording;

/// <summary>The bytes of a trace's header chunk.</summary>
internal static class TraceHeaderCodec
{
    private const string FromTrace = "trace";

    public static byte[] Write(TraceHeader header)
    {
        var writer = new ByteWriter();
        writer.Text(header.ToolVersion);
        writer.Text(header.Spec.Name);
        writer.Text(header.Spec.Technology.Name);
        string[] components = [.. header.Spec.Components.Where(component => !component.IsBasic).Select(component => component.Name)];
        writer.Int32(components.Length);
        foreach (string component in components)
        {
            writer.Text(component);
        }

        writer.Int32(header.Kinds.Count);
        foreach (ActivityKind kind in header.Kinds.Kinds)
        {
            writer.Text(kind.Name);
        }

        writer.Int32(header.Values.Length);
        foreach ((string key, string value) in header.Values)
        {
            writer.Text(key);
            writer.Text(value);
        }

        writer.Int32(header.Spec.Technology.Constants.Count);
        foreach (TechnologyConstant constant in header.Spec.Technology.Constants.Values)
        {
            writer.Text(constant.Key);
            writer.Double(constant.Value);
            writer.Text(constant.Unit);
            writer.Text(constant.Source);
            writer.Byte(constant.Assumption ? (byte)1 : (byte)0);
        }

        writer.Word(header.Seed);
        writer.Int64(header.ArrivalInterval.Value);
        writer.Int64(header.PowerBin.Value);
        writer.Byte(header.Data is null ? (byte)0 : (byte)1);
        writer.Text(header.Data ?? "");
        writer.Int32(header.Labels.Length);
        foreach (int label in header.Labels)
        {
            writer.Int32(label);
        }

        writer.Int32(header.Images.Count);
        foreach (byte[] image in header.Images)
        {
            writer.Int32(image.Length);
            writer.Bytes(image);
        }

        byte[] program = ProgramFile.ToBytes(header.Program, header.Program.Network);
        writer.Int32(program.Length);
        writer.Bytes(program);
        return writer.Written.ToArray();
    }

    /// <summary>Reads a header and verifies its program.</summary>
    /// <exception cref="InputException">Malformed, of another version's keys, or a program that makes no sense.</exception>
    public static TraceHeader Read(ReadOnlyMemory<byte> bytes, string place)
    {
        var reader = new ByteReader(bytes, $"{place}: header");
        string version = reader.Text("the tool's version");
        string architecture = reader.Text("the architecture's name");
        string technologyName = reader.Text("the technology's name");
        ImmutableArray<ComponentKind> components = Components(reader);
        ActivityCodes kinds = Kinds(reader);
        ImmutableArray<EffectiveValue> values = Values(reader, components);
        var technology = new TechnologySpec { Name = technologyName, Constants = Constants(reader, components) };
        ArchitectureSpec spec = ArchitectureLoader.WithPublished(
            ArchitectureBuilder.Build(architecture, new ComponentList(ImmutableArray<ListedComponent>.CastUp(components)), technology,
                values));

        ulong seed = reader.Word("the seed");
        Picoseconds arrival = Time(reader, "the arrival interval");
        Picoseconds powerBin = Time(reader, "the power bin");
        bool hasData = reader.Byte("whether inputs have a name") != 0;
        string data = reader.Text("the inputs' name");
        int[] labels = new int[reader.Count("the labels", sizeof(int))];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = reader.Int32("a label");
        }

        byte[][] images = new byte[reader.Count("the inputs", sizeof(int))][];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = reader.Take(reader.Count("an input", 1), "an input").ToArray();
        }

        int length = reader.Count("the program", 1);
        Program program = ProgramFile.FromBytes(bytes[reader.Position..(reader.Position + length)], $"{place}: program");
        reader.Take(length, "the program");
        var header = new TraceHeader
        {
            ToolVersion = version,
            Spec = spec,
            Kinds = kinds,
            Values = [.. values.Select(value => KeyValuePair.Create(value.Key, value.Value))],
            Program = program,
            Seed = seed,
            ArrivalInterval = arrival,
            PowerBin = powerBin,
            Data = hasData ? data : null,
            Labels = [.. labels],
            Images = images,
        };
        Check(header, reader);
        return header;
    }

    private static void Check(TraceHeader header, ByteReader reader)
    {
        Program program = header.Program;
        if (reader.Remaining != 0)
        {
            throw reader.Fault($"{reader.Remaining} bytes follow the program");
        }

        if (header.PowerBin.Value < 1 || program.ArchitectureHash != header.Spec.Hash)
        {
            throw reader.Fault($"the program is for another architecture than the header's, or the power bin is zero");
        }

        if ((header.Labels.Length != 0 && header.Labels.Length != program.Inputs)
            || (header.Images.Count != 0 && header.Images.Count != program.Inputs)
            || header.Images.Any(image => image.Length != program.InputWords))
        {
            throw reader.Fault($"labels or inputs do not fit the program's {program.Inputs} inputs of {program.InputWords} values");
        }

        ProgramVerifier.Verify(program, reader.Place());
    }

    private static ImmutableArray<ComponentKind> Components(ByteReader reader)
    {
        var names = new string[reader.Count("the components", sizeof(int))];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = reader.Text("a component");
            if (ComponentCatalog.Find(names[i]) is null)
            {
                throw reader.Fault($"component '{Quoted.Short(names[i])}' is not known to this version");
            }
        }

        return ComponentCatalog.Listed(names);
    }

    private static ActivityCodes Kinds(ByteReader reader)
    {
        var kinds = new ActivityKind[reader.Count("the kinds of activity", sizeof(int))];
        for (int i = 0; i < kinds.Length; i++)
        {
            string name = reader.Text("a kind of activity");
            kinds[i] = ActivityCodes.Find(name) ?? throw reader.Fault($"no component of this version reports '{Quoted.Short(name)}'");
        }

        return kinds.Distinct().Count() == kinds.Length ? new ActivityCodes([.. kinds])
            : throw reader.Fault($"a kind of activity stands there twice");
    }

    private static ImmutableArray<EffectiveValue> Values(ByteReader reader, ImmutableArray<ComponentKind> components)
    {
        int count = reader.Count("the architecture's values", 2 * sizeof(int));
        var values = ImmutableArray.CreateBuilder<EffectiveValue>();
        for (int i = 0; i < count; i++)
        {
            string name = reader.Text("a key");
            string text = reader.Text("a value");
            ConfigurationKey key = KeyTable.Find(name) ?? throw reader.Fault($"unknown key '{Quoted.Short(name)}'");
            if (key.Refuse(text) is { } problem)
            {
                throw reader.Fault($"{name} = '{Quoted.Short(text)}' {problem}; allowed: {key.Allowed}");
            }

            values.Add(new EffectiveValue(name, key.Normalise(text), text, key.Unit, FromTrace, FromTrace, "", false));
        }

        ImmutableArray<ConfigurationKey> keys = ComponentCatalog.KeysOf(components);
        string? missing = keys.Select(key => key.Name).FirstOrDefault(name => values.All(value => value.Key != name));
        if (missing is not null)
        {
            throw reader.Fault($"has no value for the key {missing}: it was recorded by a version that did not have it; record the run again");
        }

        return values.Select(value => value.Key).SequenceEqual(keys.Select(key => key.Name))
            ? values.ToImmutable()
            : throw reader.Fault($"the architecture's keys are not the {keys.Length} of its components in their order");
    }

    private static ImmutableSortedDictionary<string, TechnologyConstant> Constants(ByteReader reader,
        ImmutableArray<ComponentKind> components)
    {
        int count = reader.Count("the technology's constants", 21);
        var constants = new Dictionary<string, TechnologyConstant>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = reader.Text("a constant");
            double value = reader.Double("a constant's value");
            string unit = reader.Text("a constant's unit");
            string source = reader.Text("a constant's source");
            if (!double.IsFinite(value) || !constants.TryAdd(key, new TechnologyConstant(key, value, unit, source, reader.Byte("a constant's mark") != 0)))
            {
                throw reader.Fault($"constant '{Quoted.Short(key)}' stands there twice or is no number");
            }
        }

        foreach (TechnologyKey needed in components.SelectMany(component => component.Constants))
        {
            if (!constants.TryGetValue(needed.Name, out TechnologyConstant? constant) || constant.Unit != needed.Unit)
            {
                throw reader.Fault($"constant '{needed.Name}' is missing or not in {needed.Unit}");
            }
        }

        return constants.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static Picoseconds Time(ByteReader reader, string what)
    {
        long value = reader.Int64(what);
        return value is >= 0 and <= TraceFormat.LatestTime ? new Picoseconds(value) : throw reader.Fault($"{what} is {value} ps");
    }
}
