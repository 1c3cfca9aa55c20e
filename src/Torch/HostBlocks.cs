using Sweep.Core.Configuration;
using Sweep.Torch.Network;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using static TorchSharp.torch;

namespace Sweep.Torch;

/// <summary>The memory of this process through which the loop and libtorch give each other batches, losses and activations.</summary>
internal sealed unsafe class HostBlocks : IDisposable
{
    private readonly Arena? _arena;
    private readonly List<MirroredTensor> _owned = [];

    /// <summary>Takes the memory.</summary>
    public HostBlocks(NetworkPlan plan, TrialConfig config, RandomDraws draws, BatchShape shape, ImageShape? image)
    {
        Inputs = Take((long)shape.Capacity * NetworkPlan.Pad(plan.Features));
        Targets = Take((long)plan.Outputs * shape.Capacity);
        Logits = Take((long)plan.Outputs * shape.Capacity);
        Losses = Take(shape.Capacity);
        var measures = config.Probes.Activations > 0;
        var floats = plan.Layers.Max(layer => layer.Units * (long)ActivationMeter.Columns(layer, shape.Evaluation));
        PreActivation = Take(measures ? floats : 0);
        Activated = Take(measures ? floats : 0);
        using var measuring = new Arena();
        Make(plan, config, draws, shape, image, measuring);
        if (measuring.Used == 0)
            return;
        _arena = new Arena(measuring.Used);
        (Augmenter, Activations) = Make(plan, config, draws, shape, image, _arena);
    }

    /// <summary>A batch's samples, row by row.</summary>
    public MirroredTensor Inputs { get; }

    /// <summary>Its targets, outputs × columns.</summary>
    public MirroredTensor Targets { get; }

    /// <summary>What the output layer yielded, outputs × columns.</summary>
    public MirroredTensor Logits { get; }

    /// <summary>Each sample's loss.</summary>
    public MirroredTensor Losses { get; }

    /// <summary>What one layer's activation was applied to, units × columns; of a convolution channels × pixels of all samples.</summary>
    public MirroredTensor PreActivation { get; }

    /// <summary>φ of it.</summary>
    public MirroredTensor Activated { get; }

    /// <summary>What changes training samples; null where nothing does.</summary>
    public Augmenter? Augmenter { get; }

    /// <summary>What measures activations; null where nothing does.</summary>
    public ActivationMeter? Activations { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _owned.ForEach(block => block.Dispose());
        _arena?.Dispose();
    }

    private MirroredTensor Take(long floats)
    {
        var block = new MirroredTensor(floats, CPU);
        _owned.Add(block);
        return block;
    }

    private static (Augmenter?, ActivationMeter?) Make(NetworkPlan plan, TrialConfig config, RandomDraws draws, BatchShape shape, ImageShape? image, Arena arena)
        => (Augmenter.IsNone(config.Training.Augmentation) ? null : new Augmenter(config.Training.Augmentation, plan, image, draws.Key, arena, shape.Batch),
            config.Probes.Activations > 0 ? new ActivationMeter(plan, arena, shape.Evaluation) : null);
}
