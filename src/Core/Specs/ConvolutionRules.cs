using System.Globalization;
using Sweep.Core.Configuration;

namespace Sweep.Core.Specs;

/// <summary>Rules of <c>model.conv</c>.</summary>
public static class ConvolutionRules
{
    /// <summary>What is wrong whatever the images are.</summary>
    public static IEnumerable<RuleViolation> CheckStages(ModelConfig model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Conv.Index().Where(s => s.Item.Kernel % 2 == 0).Select(s => new RuleViolation(
            Text($"model.conv[{s.Index}].kernel"),
            Text($"found {s.Item.Kernel}, allowed is an odd number; an even kernel has no pixel in its middle, take {s.Item.Kernel - 1} or {s.Item.Kernel + 1}")));
    }

    /// <summary>What does not go together with images of this size.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Pixels a row.</param>
    public static IEnumerable<RuleViolation> CheckSizes(TrialConfig config, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(config);
        var stages = config.Model.Conv;
        foreach (var convolution in Convolution.Of(stages, height, width))
        {
            var at = Text($"model.conv[{convolution.Stage}]");
            if (convolution.MapSize > int.MaxValue)
            {
                yield return new(at + ".channels", Text($"{convolution.Channels} channels of {convolution.MapHeight} x {convolution.MapWidth} are more than {int.MaxValue} numbers; use fewer channels or a longer stride"));
                yield break;
            }

            if (convolution.OutSize == 0)
            {
                yield return new(at + ".pool", Text($"a pool of {convolution.Pool} leaves nothing of maps of {convolution.MapHeight} x {convolution.MapWidth}, which is what the stages make of images of {height} x {width}"));
                yield break;
            }

            if (stages[convolution.Stage].BatchNorm != BatchNormPlace.None && convolution is { MapHeight: 1, MapWidth: 1 } && config.Training.BatchSize.Samples == 1)
                yield return new("training.batch_size", Text($"batch_norm of conv[{convolution.Stage}] has no variance in a batch of 1, for its maps are single pixels; take a batch_size of at least 2"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
