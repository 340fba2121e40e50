using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>How a library of Bayesian layers for PyTorch names its parameters and makes a deviation of what it learns.</summary>
internal sealed record MuRhoNaming
{
    /// <summary>What the option calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The parameter of means of weights; a library may have several, for dense layers and for convolutions.</summary>
    public required ImmutableArray<string> WeightMeans { get; init; }

    /// <summary>The parameter of means of biases.</summary>
    public required string BiasMean { get; init; }

    /// <summary>What stands in a parameter's name where it holds the mean.</summary>
    public required string MeanWord { get; init; }

    /// <summary>What stands in the same place where it holds what the deviation is made of.</summary>
    public required string SpreadWord { get; init; }

    /// <summary>Whether the deviation is exp(x); else it is log(1 + exp(x)).</summary>
    public required bool IsLogarithm { get; init; }

    /// <summary>Parts of names of what the library keeps beside its parameters, of no use here.</summary>
    public required ImmutableArray<string> Kept { get; init; }

    /// <summary>All, by the names of the libraries: BLiTZ, Bayesian-Torch (Intel), torchbnn.</summary>
    public static ImmutableArray<MuRhoNaming> All { get; } =
    [
        new()
        {
            Name = "blitz",
            WeightMeans = ["weight_mu"],
            BiasMean = "bias_mu",
            MeanWord = "_mu",
            SpreadWord = "_rho",
            IsLogarithm = false,
            Kept = ["_sampler.", "_prior_dist."],
        },
        new()
        {
            Name = "bayesian-torch",
            WeightMeans = ["mu_weight", "mu_kernel"],
            BiasMean = "mu_bias",
            MeanWord = "mu_",
            SpreadWord = "rho_",
            IsLogarithm = false,
            Kept = ["eps_weight", "eps_kernel", "eps_bias", "prior_weight_", "prior_kernel_", "prior_bias_"],
        },
        new()
        {
            Name = "torchbnn",
            WeightMeans = ["weight_mu"],
            BiasMean = "bias_mu",
            MeanWord = "_mu",
            SpreadWord = "_log_sigma",
            IsLogarithm = true,
            Kept = ["weight_eps", "bias_eps"],
        },
    ];

    /// <summary>The naming of a name, or null.</summary>
    public static MuRhoNaming? Find(string name) => All.FirstOrDefault(naming => naming.Name == name);

    /// <summary>The parameter that the deviations of a parameter of means are made of; null where it is none of means.</summary>
    /// <param name="tensor">The name of the parameter, with the path of its module.</param>
    public string? SpreadOf(string tensor)
    {
        string parameter = tensor[(tensor.LastIndexOf('.') + 1)..];
        return WeightMeans.Contains(parameter) || BiasMean == parameter
            ? tensor[..^parameter.Length] + parameter.Replace(MeanWord, SpreadWord, StringComparison.Ordinal)
            : null;
    }

    /// <summary>The deviation of what was learned.</summary>
    public double Deviation(double learned) => IsLogarithm ? Math.Exp(learned) : Softplus(learned);

    /// <summary>log(1 + exp(x)), for large x too.</summary>
    public static double Softplus(double x) => x > 30 ? x + double.LogP1(Math.Exp(-x)) : double.LogP1(Math.Exp(x));
}
