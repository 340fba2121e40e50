namespace SpinArch.Networks;

/// <summary>How the two-dimensional arrays of a weights file lie.</summary>
public enum WeightOrientation
{
    /// <summary>Shape (inputs, outputs): an input's weights are a row.</summary>
    InputsByOutputs,

    /// <summary>Shape (outputs, inputs): an output's weights are a row, as in PyTorch's linear layers.</summary>
    OutputsByInputs,
}
