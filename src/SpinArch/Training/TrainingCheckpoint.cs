using System.Text;
using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Training;

/// <summary>The state of a run after an epoch, as a NumPy archive: recipe, epoch, and per layer mu, rho and Adam's moments.</summary>
internal static class TrainingCheckpoint
{
    /// <summary>Saves a run, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The run.</param>
    public static void Save(string path, Trainer trainer)
    {
        List<NumpyArray> arrays =
        [
            NumpyArray.FromInt64s("epoch", [], [trainer.Epoch]),
            Text("recipe", TrainingRecipeJson.Write(trainer.Recipe, null)),
            Text("data", trainer.DataHash),
            Text("program", ProgramVersion.Current),
        ];
        for (int i = 0; i < trainer.Layers.Count; i++)
        {
            VariationalLayer layer = trainer.Layers[i];
            arrays.AddRange(Parts(layer).Select(part =>
                NumpyArray.FromSingles($"layer{i}.{part.Name}", [layer.Inputs, layer.Stride], part.Values)));
        }

        NumpyArchive.Write(path, arrays);
    }

    /// <summary>Restores a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">A run of the same recipe.</param>
    /// <returns>Epochs done.</returns>
    /// <exception cref="InputException">The file is damaged or belongs to another recipe.</exception>
    public static int Load(string path, Trainer trainer)
    {
        var archive = NumpyArchive.Read(path);
        Same("recipe", TrainingRecipeJson.Write(trainer.Recipe, null), "belongs to another recipe; use the same options");
        Same("data", trainer.DataHash, "belongs to other training images; use the same --data");
        Same("program", ProgramVersion.Current, "was written by another version of this program; use that one");

        long[] epoch = archive["epoch"].AsInt64s();
        if (epoch.Length != 1 || epoch[0] < 1 || epoch[0] > trainer.Recipe.Epochs)
        {
            throw new InputException($"{path}, array 'epoch'", $"must be one number from 1 to {trainer.Recipe.Epochs}");
        }

        for (int i = 0; i < trainer.Layers.Count; i++)
        {
            foreach ((string name, float[] target) in Parts(trainer.Layers[i]))
            {
                float[] values = archive[$"layer{i}.{name}"].AsSingles();
                if (values.Length != target.Length || values.Any(value => !float.IsFinite(value)))
                {
                    throw new InputException($"{path}, array 'layer{i}.{name}'", $"must hold {target.Length} finite numbers");
                }

                values.CopyTo(target, 0);
            }
        }

        return (int)epoch[0];

        void Same(string name, string text, string otherwise)
        {
            if (!archive.Arrays.TryGetValue(name, out NumpyArray? stored) || !stored.AsBytes().AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text)))
            {
                throw new InputException(path, $"the checkpoint {otherwise}, or start without --resume");
            }
        }
    }

    private static NumpyArray Text(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return NumpyArray.FromBytes(name, [bytes.Length], bytes);
    }

    private static (string Name, float[] Values)[] Parts(VariationalLayer layer) =>
    [
        ("mu", layer.Mu), ("rho", layer.Rho),
        ("mu.first", layer.MuFirst), ("mu.second", layer.MuSecond),
        ("rho.first", layer.RhoFirst), ("rho.second", layer.RhoSecond),
    ];
}
