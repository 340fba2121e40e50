namespace SpinArch.Specs;

/// <summary>Where the mean and the sigma of a column are added.</summary>
public enum ColumnSum
{
    /// <summary>Each is converted, then they are added digitally: two conversions a column, mu reuse is legal.</summary>
    Digital,

    /// <summary>The currents meet in the spin neuron: one conversion of the neuron's state a column, mu is read every sample.</summary>
    Neuron,

    /// <summary>There is one sum: mean and deviation make a weight before it is multiplied, in a processing element.</summary>
    Element,

    /// <summary>They are one current of one cell: one conversion a column, on every sample.</summary>
    Cell,
}
