using Sweep.Reporting.Plots.Scales;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Where lines cross one axis of parallel coordinates.</summary>
internal sealed class ParallelScale
{
    private readonly ParallelAxis _axis;
    private readonly Scale? _numbers;

    public ParallelScale(ParallelAxis axis, IEnumerable<double> values)
    {
        _axis = axis;
        _numbers = axis.Levels is null ? Scale.Of(axis.Axis, values) : null;
    }

    /// <summary>Ticks: levels in the middle of their part of the axis, or numbers.</summary>
    public IReadOnlyList<Tick> Ticks(double height)
        => _numbers is { } numbers
            ? [.. numbers.Ticks(Math.Clamp((int)(height / 40), 2, 8)).Where(t => t.Label is not null)]
            : [.. _axis.Levels!.Select((level, i) => new Tick((i + 0.5) / _axis.Levels!.Count, level))];

    /// <summary>Share of the axis' height for a value; null where it has no place.</summary>
    /// <param name="value">The value.</param>
    /// <param name="rank">Where in its level the line goes, between 0 and 1.</param>
    public double? At(double value, double rank)
        => _numbers is { } numbers ? numbers.Shows(value) ? numbers.Clamped(value) : null
            : ParallelCoordinates.Level(_axis, value) is null ? null
            : (value + 0.5 + (0.7 * (rank - 0.5))) / _axis.Levels!.Count;
}
