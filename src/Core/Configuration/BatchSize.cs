namespace Sweep.Core.Configuration;

/// <summary>Samples per step: a number, or <c>full</c> for the whole training set.</summary>
/// <param name="Samples">Samples per step; 0 stands for the whole training set.</param>
public readonly record struct BatchSize(int Samples)
{
    /// <summary>The whole training set in one step.</summary>
    public static BatchSize Full => new(0);

    /// <summary>Whether one step takes the whole training set.</summary>
    public bool IsFull => Samples == 0;

    /// <summary>Samples per step for a training set of this many rows.</summary>
    public int For(int rows) => IsFull ? rows : Math.Min(Samples, rows);
}
