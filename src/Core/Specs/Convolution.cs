using Sweep.Core.Configuration;

namespace Sweep.Core.Specs;

/// <summary>
/// One convolution of a network with the sizes of what goes in and what comes out, as torch.nn.Conv2d with
/// padding kernel/2 and torch.nn.MaxPool2d without padding have them. A residual stage has two.
/// </summary>
public sealed record Convolution
{
    /// <summary>Its stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Maps that go in.</summary>
    public required int InChannels { get; init; }

    /// <summary>Rows of pixels that go in.</summary>
    public required int InHeight { get; init; }

    /// <summary>Pixels of a row that go in.</summary>
    public required int InWidth { get; init; }

    /// <summary>Maps that come out.</summary>
    public required int Channels { get; init; }

    /// <summary>Side of the kernel.</summary>
    public required int Kernel { get; init; }

    /// <summary>Pixels from one place of the kernel to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>Side of the squares that are pooled; 1 for none, as in the first convolution of a block.</summary>
    public required int Pool { get; init; }

    /// <summary>Maps of the block's input where this closes a residual block; 0 elsewhere.</summary>
    public int SkipChannels { get; init; }

    /// <summary>The stride that the block's input is projected with; 1 for none.</summary>
    public int SkipStride { get; init; } = 1;

    /// <summary>Whether a residual block's input is added to what it gives, before the activation.</summary>
    public bool ClosesBlock => SkipChannels > 0;

    /// <summary>Whether the block's input goes through a convolution of 1 × 1 first.</summary>
    public bool Projects => ClosesBlock && (SkipChannels != Channels || SkipStride != 1);

    /// <summary>Zeros around the maps that go in, on each side.</summary>
    public int Padding => Kernel / 2;

    /// <summary>Rows of the maps before pooling.</summary>
    public int MapHeight => Convolved(InHeight);

    /// <summary>Pixels of a row of the maps before pooling.</summary>
    public int MapWidth => Convolved(InWidth);

    /// <summary>Rows of the maps that come out.</summary>
    public int OutHeight => MapHeight / Pool;

    /// <summary>Pixels of a row of the maps that come out.</summary>
    public int OutWidth => MapWidth / Pool;

    /// <summary>Numbers that one number of a map depends on.</summary>
    public int FanIn => InChannels * Kernel * Kernel;

    /// <summary>Numbers that depend on one number that goes in, at stride 1: PyTorch's fan_out, for a longer stride too.</summary>
    public int FanOut => Channels * Kernel * Kernel;

    /// <summary>Numbers of all maps before pooling.</summary>
    public long MapSize => (long)Channels * MapHeight * MapWidth;

    /// <summary>Numbers of all maps that come out.</summary>
    public long OutSize => (long)Channels * OutHeight * OutWidth;

    /// <summary>Weights and biases, the projection's too.</summary>
    public double Parameters => (((double)FanIn + 1) * Channels) + (Projects ? (double)SkipChannels * Channels : 0);

    /// <summary>The convolutions of some stages on grey images, first to last; sizes are 0 behind a stage that leaves none.</summary>
    public static IReadOnlyList<Convolution> Of(IReadOnlyList<ConvStage> stages, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var found = new List<Convolution>();
        var channels = 1;
        void Add(Convolution convolution)
        {
            found.Add(convolution);
            (channels, height, width) = (convolution.Channels, convolution.OutHeight, convolution.OutWidth);
        }

        for (var i = 0; i < stages.Count; i++)
        {
            var stage = stages[i];
            var into = channels;
            Convolution Next(int stride, int pool) => new()
            {
                Stage = i,
                InChannels = channels,
                InHeight = height,
                InWidth = width,
                Channels = stage.Channels,
                Kernel = stage.Kernel,
                Stride = stride,
                Pool = pool,
            };
            Add(Next(stage.Stride, stage.Residual ? 1 : stage.Pool));
            if (stage.Residual)
                Add(Next(1, stage.Pool) with { SkipChannels = into, SkipStride = stage.Stride });
        }

        return found;
    }

    // floor((size + 2*padding - kernel)/stride) + 1 for an odd kernel.
    private int Convolved(int size) => size < 1 ? 0 : ((size - 1) / Stride) + 1;
}
