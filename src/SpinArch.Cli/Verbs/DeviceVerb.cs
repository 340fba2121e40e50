using System.CommandLine;

namespace SpinArch.Cli.Verbs;

/// <summary><c>device</c>: the physics below the constants.</summary>
internal static class DeviceVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "device",
        """
        From a magnet's parameters to what the chip sees of it (docs/device-physics.md).

        Examples:
          device trng
          device trng ut-austin --svg reset.svg
          device synapse --current-density 1e11 --current-density 5e11
        """)
    {
        DeviceTrngVerb.Create(),
        DeviceWallVerb.Synapse(),
        DeviceWallVerb.Neuron(),
        DeviceRetentionVerb.Create(),
        DeviceFluctuationVerb.Create(),
        DeviceCharacteriseVerb.Create(),
    };
}
