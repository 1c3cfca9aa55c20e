using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Report;

/// <summary>What the probes saw in the trials of one level.</summary>
internal sealed class LevelPicture
{
    /// <summary>Gradient norms by layer and epoch.</summary>
    public GradientGrid Gradients { get; } = new();

    /// <summary>What is left of the gradient on its way back.</summary>
    public DepthTally Depth { get; } = new();

    /// <summary>Trials that have each verdict; a trial can have several.</summary>
    public SortedDictionary<Verdict, int> Verdicts { get; } = [];

    /// <summary>Trials by the gravest of their verdicts.</summary>
    public SortedDictionary<Verdict, int> Gravest { get; } = [];

    /// <summary>Trials with a result.</summary>
    public int Finished { get; set; }

    /// <summary>Trials with a result that were not judged: failed, or too little was measured.</summary>
    public int Unjudged { get; set; }
}
