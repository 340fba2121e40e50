namespace SpinArch.Networks.Importing;

/// <summary>The weights of a dense layer or a convolution.</summary>
internal sealed record ImportedWeights
{
    /// <summary>How many outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Weights, [Outputs][Rows] row-major; of a convolution a row is (channel, kernel row, kernel column).</summary>
    public required WeightPair Matrix { get; init; }

    /// <summary>Biases, a number an output, or null where there are none.</summary>
    public WeightPair? Bias { get; init; }

    /// <summary>Fan-in of an output, the bias not counted.</summary>
    public int Rows => Matrix.Mean.Length / Outputs;

    /// <summary>
    /// The layer followed by y x scale + shift of every output: a batch normalisation, or a constant added. Nothing new is drawn: a
    /// deviation goes with the magnitude of the scale.
    /// </summary>
    /// <param name="scale">A factor an output.</param>
    /// <param name="shift">What is added to an output.</param>
    public ImportedWeights Followed(double[] scale, WeightPair shift)
    {
        int rows = Rows;
        WeightPair bias = (Bias ?? WeightPair.Zeros(Outputs)).Times(output => scale[output]).Plus(shift);
        return this with { Matrix = Matrix.Times(place => scale[place / rows]), Bias = bias };
    }

    /// <summary>The weights for inputs that come in another unit.</summary>
    /// <param name="unit">What a unit of the inputs is worth.</param>
    public ImportedWeights WithUnit(double unit) => unit == 1 ? this : this with { Matrix = Matrix.Times(_ => unit) };

    /// <summary>The whole layer times a factor, biases too.</summary>
    /// <param name="factor">The factor.</param>
    public ImportedWeights Times(double factor) => this with { Matrix = Matrix.Times(_ => factor), Bias = Bias?.Times(_ => factor) };

    /// <summary>The weights for inputs in another order.</summary>
    /// <param name="order">Of each input as the weights see it now, where it stands among those that come.</param>
    public ImportedWeights WithInputs(int[] order)
    {
        int rows = Rows;
        int[] place = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            place[order[row]] = row;
        }

        return this with { Matrix = Matrix.Reordered(at => (at / rows * rows) + place[at % rows]) };
    }
}
