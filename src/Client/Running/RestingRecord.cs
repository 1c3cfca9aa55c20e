using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>Opens records to change sweeps that nobody runs.</summary>
internal static class RestingRecord
{
    /// <summary>Opens the record of a sweep for writing.</summary>
    /// <exception cref="StoreException">The record cannot be written, or another process runs sweeps of it.</exception>
    /// <exception cref="InvalidInputException">The silos of a cluster run the sweep.</exception>
    public static async Task<IMeasuredStore> OpenAsync(string path, SweepRecord sweep, CancellationToken cancellation)
    {
        // A file has one owner, who keeps others out; a server's record has none.
        if (StoreOpener.IsShared(path) && sweep.State == SweepState.Running)
            throw new InvalidInputException($"sweep {sweep.Id} is being run by a cluster; 'sweep pause {sweep.Id}' or 'sweep cancel {sweep.Id}' stops it first");
        return await StoreOpener.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System, cancellation: cancellation);
    }
}
