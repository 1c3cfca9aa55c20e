namespace Sweep.Silo.Hosting;

/// <summary>Tells when a sweep will end at its pace of the last minutes. It takes a point of where the sweep stands each time that it is asked.</summary>
internal sealed class EndEstimate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private readonly Queue<(long At, long Finished)> _points = new();

    /// <summary>When; null while no trial has ended since the oldest point, or none is left.</summary>
    public DateTimeOffset? At(long finished, long total)
    {
        var now = time.GetTimestamp();
        while (_points.Count > 1 && time.GetElapsedTime(_points.Peek().At, now) > Window)
            _points.Dequeue();
        if (!_points.TryPeek(out var first))
            first = (now, finished);
        if (_points.Count == 0 || time.GetElapsedTime(_points.Last().At, now) >= TimeSpan.FromSeconds(1))
            _points.Enqueue((now, finished));
        var seconds = time.GetElapsedTime(first.At, now).TotalSeconds;
        var done = finished - first.Finished;
        if (seconds <= 0 || done <= 0 || finished >= total)
            return null;
        return time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min((total - finished) * seconds / done, Longest.TotalSeconds));
    }
}
