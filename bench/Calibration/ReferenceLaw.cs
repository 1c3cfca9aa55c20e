using Sweep.Core.Configuration;
using Sweep.Core.Randomness;

namespace Sweep.Bench.Calibration;

/// <summary>How one weight is drawn, by the formulas of the papers.</summary>
/// <param name="init">The law.</param>
/// <param name="fanIn">Inputs of the layer.</param>
/// <param name="fanOut">Its units.</param>
internal readonly struct ReferenceLaw(Initialisation init, int fanIn, int fanOut)
{
    /// <summary>The next weight.</summary>
    public double Draw(ref RandomSequence random) => init switch
    {
        Initialisation.Zero => 0,
        Initialisation.Constant constant => constant.Value,
        Initialisation.Uniform uniform => Even(ref random, uniform.Limit),
        Initialisation.Normal normal => Normal(ref random, normal.Std),
        Initialisation.XavierUniform xavier => Even(ref random, xavier.Gain * Math.Sqrt(6.0 / (fanIn + fanOut))),
        Initialisation.XavierNormal xavier => Normal(ref random, xavier.Gain * Math.Sqrt(2.0 / (fanIn + fanOut))),
        Initialisation.HeNormal { Fan: FanMode.FanIn } he => Normal(ref random, Math.Sqrt(2 / ((1 + (he.Slope * he.Slope)) * fanIn))),
        Initialisation.HeUniform { Fan: FanMode.FanIn } he => Even(ref random, Math.Sqrt(6 / ((1 + (he.Slope * he.Slope)) * fanIn))),
        Initialisation.LecunNormal => Normal(ref random, Math.Sqrt(1.0 / fanIn)),
        Initialisation.LecunUniform => Even(ref random, Math.Sqrt(3.0 / fanIn)),
        _ => throw new NotSupportedException($"The reference knows no {init.GetType().Name}."),
    };

    private static double Even(ref RandomSequence random, double limit) => limit * ((2 * random.NextDouble()) - 1);

    private static double Normal(ref RandomSequence random, double deviation)
        => deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
