using System.Globalization;

namespace Sweep.Workers.Hosting;

/// <summary>
/// Which CUDA device a slot has: its number modulo the devices there are. Slots that share a device take turns, one trial
/// at a time. Safe on any thread.
/// </summary>
/// <param name="count">Counts the devices; called once.</param>
/// <param name="visible">The devices that this process may see, as CUDA_VISIBLE_DEVICES has them; null for all.</param>
internal sealed class CudaDevices(Func<int> count, string? visible) : IDisposable
{
    private readonly Lazy<SemaphoreSlim[]> _turns = new(() => [.. Enumerable.Range(0, count()).Select(_ => new SemaphoreSlim(1))], LazyThreadSafetyMode.PublicationOnly);

    /// <summary>How many there are.</summary>
    public int Count => _turns.Value.Length;

    /// <summary>Waits for the slot's device.</summary>
    /// <returns>The device, as CUDA_VISIBLE_DEVICES shall name it to the worker, which then sees no other.</returns>
    /// <exception cref="WorkerException">There is no device.</exception>
    public string Enter(int slot, CancellationToken cancellation)
    {
        if (Count == 0)
            throw new WorkerException("CUDA finds no device on this machine");
        var device = slot % Count;
        _turns.Value[device].Wait(cancellation);
        return visible?.Split(',', StringSplitOptions.TrimEntries).ElementAtOrDefault(device) ?? device.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Gives the slot's device back; nothing where it has none.</summary>
    public void Leave(string? device, int slot)
    {
        if (device is not null)
            _turns.Value[slot % Count].Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_turns.IsValueCreated)
            return;
        foreach (var turn in _turns.Value)
            turn.Dispose();
    }
}
