namespace Sweep.Training.Data.Preparation;

/// <summary>Mean and standard deviation of regression targets over the training rows.</summary>
internal sealed class TargetScale
{
    private readonly string _name;
    private readonly double _mean;
    private readonly double _deviation;

    private TargetScale(string name, double mean, double deviation) => (_name, _mean, _deviation) = (name, mean, deviation);

    /// <summary>Fits to the training rows.</summary>
    /// <exception cref="Core.Specs.InvalidInputException">The target is the same in all of them.</exception>
    public static TargetScale Fit(RawData data, int[] train)
    {
        if (data.Rows.Targets.Length == 0)
            return new(data.Name, 0, 1);
        var targets = Array.ConvertAll(train, r => data.Rows.Targets[r]);
        var mean = 0.0;
        foreach (var target in targets)
            mean += target / targets.Length;
        var variance = 0.0;
        foreach (var target in targets)
            variance += (target - mean) * (target - mean) / targets.Length;
        return targets.Min() < targets.Max() && variance > 0
            ? new(data.Name, mean, Math.Sqrt(variance))
            : throw ProblemList.Single(data.Name, $"the target is the same in all {train.Length} training rows, so there is nothing to learn");
    }

    /// <summary>Targets of some rows, scaled; empty for classes.</summary>
    public float[] Apply(double[] targets, int[] rows)
    {
        if (targets.Length == 0)
            return [];
        var scaled = Array.ConvertAll(rows, r => (float)((targets[r] - _mean) / _deviation));
        return Array.TrueForAll(scaled, float.IsFinite)
            ? scaled
            : throw ProblemList.Single(_name, "a target is too far from those of the training rows to be standardised");
    }
}
