namespace Sweep.Training.Planning;

/// <summary>What a group of parameters is, which decides what penalties and constraints act on it.</summary>
internal enum ParameterKind
{
    /// <summary>A weight matrix, of a dense map or of a residual projection.</summary>
    Weights,

    /// <summary>Biases of a dense map.</summary>
    Biases,

    /// <summary>Scales and shifts of a normalisation, and learnt slopes.</summary>
    Other,
}
