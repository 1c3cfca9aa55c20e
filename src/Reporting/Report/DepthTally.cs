using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Report;

/// <summary>The law of depth over the trials of one level: signal measured and its bounds, by layers before the output.</summary>
internal sealed class DepthTally
{
    private readonly List<(LogTally Signal, LogTally Bound, LogTally Tight)> _layers = [];

    /// <summary>Trials with a measured law.</summary>
    public int Trials { get; private set; }

    /// <summary>Layers met.</summary>
    public int Layers => _layers.Count;

    /// <summary>Adds one trial's law.</summary>
    public void Add(DepthLaw law)
    {
        Trials++;
        for (var back = 0; back < law.Layers.Count; back++)
        {
            if (back == _layers.Count)
                _layers.Add((new(), new(), new()));
            var layer = law.Layers[law.Layers.Count - 1 - back];
            _layers[back].Signal.Add(layer.Signal);
            _layers[back].Bound.Add(layer.Bound);
            _layers[back].Tight.Add(layer.TightBound);
        }
    }

    /// <summary>Signal at a distance from the output: a quantile over trials.</summary>
    public double Signal(int back, double share) => _layers[back].Signal.Quantile(share);

    /// <summary>Median of the bound by weight norms; NaN where no bound holds.</summary>
    public double Bound(int back) => _layers[back].Bound.Quantile(0.5);

    /// <summary>Median of the bound by measured Jacobians; NaN where it was not measured.</summary>
    public double Tight(int back) => _layers[back].Tight.Quantile(0.5);
}
