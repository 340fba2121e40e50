using System.Diagnostics;

namespace SpinArch.Tests.Specs;

/// <summary>An independent judge of our schemas: Debian's python3-jsonschema.</summary>
internal static class SchemaCheck
{
    private const string Program =
        """
        import json, sys, warnings
        warnings.simplefilter("ignore")
        try:
            import jsonschema
        except ImportError:
            sys.exit(3)
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        errors = [e.json_path + ": " + e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2])))]
        print("\n".join(errors))
        """;

    /// <summary>What the schema finds wrong in a file; empty when it is valid.</summary>
    public static string Errors(string schema, string file)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Program);
        start.ArgumentList.Add(schema);
        start.ArgumentList.Add(file);
        Assert.True(File.Exists(start.FileName), "/usr/bin/python3 is missing: apt-get install python3-jsonschema");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode != 3, "python3-jsonschema is missing: apt-get install python3-jsonschema");
        Assert.True(process.ExitCode == 0, errors);
        return output.Result.Trim();
    }
}
