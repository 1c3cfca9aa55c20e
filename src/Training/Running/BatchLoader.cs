using System.Runtime.Intrinsics.X86;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Planning;

namespace Sweep.Training.Running;

/// <summary>Puts samples and their targets where the network reads them.</summary>
/// <param name="plan">The network.</param>
/// <param name="stride">Floats from one sample's row to the next.</param>
internal sealed unsafe class BatchLoader(NetworkPlan plan, int stride)
{
    /// <summary>Copies samples row by row; the padding of a row is never touched.</summary>
    /// <param name="set">Where they come from.</param>
    /// <param name="order">Their numbers.</param>
    /// <param name="rows">Where they go.</param>
    public void LoadInputs(SampleSet set, ReadOnlySpan<int> order, float* rows)
    {
        var features = plan.Features;
        for (var b = 0; b < order.Length; b++)
            set.Inputs.AsSpan(checked(order[b] * features), features).CopyTo(new Span<float>(rows + ((long)b * stride), features));
    }

    /// <summary>Asks for samples that will be loaded soon: their places are random, so the processor cannot foresee them.</summary>
    public void Prefetch(SampleSet set, ReadOnlySpan<int> order)
    {
        // Beyond a few cache lines a row is a stream that the processor does foresee.
        if (!Sse.IsSupported || plan.Features > 256)
            return;
        fixed (float* inputs = set.Inputs)
        {
            foreach (var row in order)
            {
                for (var feature = 0; feature < plan.Features; feature += 16)
                    Sse.Prefetch1(inputs + ((long)row * plan.Features) + feature);
            }
        }
    }

    /// <summary>Writes targets, outputs × columns: a number, or each class's share of a sample.</summary>
    /// <param name="set">Where they come from.</param>
    /// <param name="order">The samples' numbers.</param>
    /// <param name="columns">Floats from one output's row to the next.</param>
    /// <param name="smoothing">Share of each target's mass that is spread evenly over the classes.</param>
    /// <param name="targets">Where they go.</param>
    public void LoadTargets(SampleSet set, ReadOnlySpan<int> order, int columns, double smoothing, float* targets)
    {
        if (plan.Task == TaskKind.Regression)
        {
            for (var b = 0; b < order.Length; b++)
                targets[b] = set.Targets[order[b]];
            return;
        }

        if (plan.Outputs == 1)
        {
            for (var b = 0; b < order.Length; b++)
                targets[b] = (float)((set.Labels[order[b]] * (1 - smoothing)) + (smoothing / 2));
            return;
        }

        new Span<float>(targets, plan.Outputs * columns).Fill((float)(smoothing / plan.Outputs));
        var own = (float)(1 - smoothing + (smoothing / plan.Outputs));
        for (var b = 0; b < order.Length; b++)
            targets[(set.Labels[order[b]] * (long)columns) + b] = own;
    }
}
