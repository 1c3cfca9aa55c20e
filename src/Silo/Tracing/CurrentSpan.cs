using System.Diagnostics;

namespace Sweep.Silo.Tracing;

/// <summary>Puts a span in place of the current one, and that back when it is disposed.</summary>
internal readonly struct CurrentSpan : IDisposable
{
    private readonly Activity? _before;

    /// <summary>Makes a span the current one; null for none.</summary>
    public CurrentSpan(Activity? span)
    {
        _before = Activity.Current;
        Activity.Current = span;
    }

    /// <inheritdoc/>
    public void Dispose() => Activity.Current = _before;
}
