namespace Sweep.Core.Configuration;

/// <summary>Which parameters L1, L2 and weight decay act on.</summary>
public enum Penalised
{
    /// <summary>Weight matrices alone.</summary>
    Weights,

    /// <summary>Weights and biases.</summary>
    WeightsAndBiases,

    /// <summary>Every parameter, scales and shifts of normalisations too.</summary>
    All,
}
