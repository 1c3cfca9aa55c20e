namespace Sweep.Storage;

/// <summary>What people do with whole sweeps.</summary>
public sealed partial class MemorySweepStore
{
    /// <inheritdoc/>
    public Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        StoreGuard.Check(request);
        return Locked(() => Sweep(sweep).Ask(request), cancellation);
    }

    /// <inheritdoc/>
    public Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Locked(() => Sweep(sweep).Request, cancellation);
    }

    /// <inheritdoc/>
    public Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Locked(() => Sweep(sweep).Retry(at), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Locked(() => _sweeps.Remove(sweep), cancellation);
    }

    /// <inheritdoc/>
    public Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, grown, from, reuse);
        return Locked(
            () =>
            {
                var source = from is null ? null : Sweep(from);
                var target = Sweep(sweep);
                target.Extend(grown);
                if (source is not null)
                    target.Copy(source, reuse!);
                return true;
            },
            cancellation);
    }
}
