using Sweep.Grains.Contracts;

namespace Sweep.Client.Output;

/// <summary>How fast trials end, over the last half minute.</summary>
internal sealed class Pace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<(long At, long Finished)> _points = new();
    private SweepStatus? _last;

    /// <summary>Trials a second; 0 while it cannot be told.</summary>
    public double PerSecond { get; private set; }

    /// <summary>Time left at this pace; null while it cannot be told.</summary>
    public TimeSpan? Left
        => PerSecond > 0 && _last is { } last
            ? TimeSpan.FromSeconds(Math.Min((last.Total - last.Finished) / PerSecond, TimeSpan.FromDays(3650).TotalSeconds))
            : null;

    /// <summary>Takes in where the sweep stands.</summary>
    public void Note(SweepStatus status)
    {
        _last = status;
        var now = time.GetTimestamp();
        _points.Enqueue((now, status.Finished));
        while (_points.Count > 2 && time.GetElapsedTime(_points.Peek().At, now) > Window)
            _points.Dequeue();
        var (at, finished) = _points.Peek();
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        PerSecond = seconds > 0 ? (status.Finished - finished) / seconds : 0;
    }
}
