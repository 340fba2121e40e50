using System.Globalization;

namespace SpinArch.Tests.Traces;

/// <summary>Architectures drawn over every key that moves a picosecond, with times to the picosecond, and small networks for them.</summary>
internal static class RandomDesigns
{
    /// <summary>A design by its number.</summary>
    public static (string[] Settings, int[] Sizes, int Samples) Draw(int number)
    {
        var random = new Random(number);
        string fanIn = Pick("gather", "chain", "tree", "timeMultiplex");
        List<string> settings =
        [
            $"mapping.fanIn={fanIn}",
            $"crossbar.rows={random.Next(5, 40)}",
            $"crossbar.columns={random.Next(8, 30)}",
            $"clock.periodNs={Time(300, 2500)}",
            $"crossbar.columnReadNs={Time(500, 20_000)}",
            $"crossbar.rowWriteNs={Time(100, 9_000)}",
            $"crossbar.columnSum={Pick("digital", "digital", "neuron")}",
            $"sampler.lanes={random.Next(3, 50)}",
            $"sampler.resetNs={Time(0, 2_000)}",
            $"sampler.relaxNs={Time(0, 3_000)}",
            $"sampler.rowReadNs={Time(0, 1_500)}",
            $"sampler.normaliseNs={Time(0, 15_000)}",
            $"sampler.variables={random.Next(1, 5)}",
            $"sampler.banks={random.Next(1, 4)}",
            $"scaler.width={random.Next(2, 50)}",
            $"sigmaInput.banks={random.Next(1, 4)}",
            $"sampleHold.banks={random.Next(1, 4)}",
            $"input.banks={random.Next(1, 4)}",
            $"latch.banks={random.Next(1, 4)}",
            $"adc.intervalNs={Time(100, 8_000)}",
            $"adc.latencyNs={Time(0, 40_000)}",
            $"adc.perTile={random.Next(1, 4)}",
            $"vector.width={random.Next(1, 6)}",
            $"sequencer.queueDepth={random.Next(1, 10)}",
            $"link.hopNs={Time(100, 4_000)}",
            $"link.flitNs={Time(100, 4_000)}",
            $"link.flitBits={16 * random.Next(2, 7)}",
            $"link.bufferFlits={random.Next(1, 6)}",
            $"link.receiveFlits={random.Next(1, 40)}",
            $"mapping.muReuse={(random.Next(2) == 0 ? "true" : "false")}",
            $"mapping.placement={Pick("rowMajor", "snake")}",
            $"mapping.blocks={Pick("balanced", "greedy")}",
            $"mapping.replicas={Pick("1", "1", "2", "3")}",
            $"weight.cellBits={random.Next(1, 5)}",
        ];
        var turned = new Random(-1 - number);
        if (turned.Next(3) == 0)
        {
            settings.RemoveAll(setting => setting.StartsWith("sampler.relaxNs", StringComparison.Ordinal));
            settings.AddRange([$"sampler.arrays={turned.Next(2, 9)}", $"sampler.relaxNs={turned.Next(1, 30)}"]);
        }

        if (fanIn == "timeMultiplex")
        {
            settings.Add($"crossbar.pairsPerTile={random.Next(1, 4)}");
            settings.Add($"crossbar.blocksPerTile={random.Next(8, 17)}");
        }

        int[] sizes = [random.Next(3, 60), .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(2, 24))];
        return ([.. settings], sizes, random.Next(1, 7));

        string Pick(params string[] words) => words[random.Next(words.Length)];

        string Time(int least, int most) => (random.Next(least, most) / 1000m).ToString(CultureInfo.InvariantCulture);
    }
}
