using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>Asks whoever runs a sweep to stop it, or stops it in the record where nobody runs it.</summary>
internal static class StopRequest
{
    /// <summary>Makes the request, unless the sweep stands where it leads already.</summary>
    /// <returns>The sweep as it stands after that, and whether somebody runs it and was asked.</returns>
    /// <exception cref="StoreException">The record cannot be written, or the sweep does not run and another one is being run in its record.</exception>
    public static async Task<(SweepRecord Sweep, bool Asked)> MakeAsync(string path, string id, SweepRequest request, CancellationToken cancellation)
    {
        SweepRecord sweep;
        await using (var reader = await RecordReader.OpenBeforeWritingAsync(path, cancellation))
            sweep = await RecordReader.FindSweepAsync(reader, id, cancellation);
        if (IsFulfilled(sweep, request))
            return (sweep, false);
        var time = TimeProvider.System;
        // Silos that are gone for now obey when they are back.
        if (StoreOpener.IsShared(path) && sweep.State == SweepState.Running)
            return await AskAsync(path, sweep, request, cancellation);
        try
        {
            await using var record = await StoreOpener.OpenAsync(path, StoreAccess.ReadWrite, time, cancellation: cancellation);
            sweep = await RecordReader.FindSweepAsync(record, sweep.Id, cancellation);
            if (!IsFulfilled(sweep, request))
                await record.SetStateAsync(sweep.Id, request == SweepRequest.Cancel ? SweepState.Cancelled : SweepState.Paused, time.GetUtcNow(), cancellation);
            return (await RecordReader.FindSweepAsync(record, sweep.Id, cancellation), false);
        }
        catch (StoreException exception) when (exception.InUse && sweep.State == SweepState.Running)
        {
            return await AskAsync(path, sweep, request, cancellation);
        }
    }

    private static async Task<(SweepRecord Sweep, bool Asked)> AskAsync(string path, SweepRecord sweep, SweepRequest request, CancellationToken cancellation)
    {
        await using var record = await StoreOpener.OpenAsync(path, StoreAccess.Request, TimeProvider.System, cancellation: cancellation);
        await record.RequestAsync(sweep.Id, request, TimeProvider.System.GetUtcNow(), cancellation);
        return (sweep, true);
    }

    private static bool IsFulfilled(SweepRecord sweep, SweepRequest request)
        => request == SweepRequest.Cancel ? sweep.State is SweepState.Finished or SweepState.Cancelled : sweep.State != SweepState.Running;
}
