namespace Sweep.Core.Statistics;

/// <summary>A confidence interval; NaN on both sides where the data do not give one.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>No interval.</summary>
    public static Interval Unknown => new(double.NaN, double.NaN);

    /// <summary>Half its width.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>Whether a value lies in it, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
