using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>Finds sweeps in a record that is opened for reading alone.</summary>
internal static class RecordReader
{
    /// <summary>Opens the record for reading; another process may be writing to it.</summary>
    public static Task<IMeasuredStore> OpenAsync(string name)
        => StoreOpener.OpenAsync(name, StoreAccess.Read, TimeProvider.System);

    /// <summary>
    /// Opens the record for reading on behalf of a command that will write to it. A file of an older version, which cannot be
    /// read alone, is brought up to date first; a missing one is not made.
    /// </summary>
    public static async Task<IMeasuredStore> OpenBeforeWritingAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await OpenAsync(name);
        }
        catch (StoreException exception) when (!exception.InUse && File.Exists(StoreOpener.Display(name)))
        {
            // Whatever else is wrong with the file is told by this.
            await using var writable = await StoreOpener.OpenAsync(name, StoreAccess.ReadWrite, TimeProvider.System, cancellation: cancellation);
        }

        return await OpenAsync(name);
    }

    /// <summary>The one sweep whose id is, or begins with, what the user typed, and its plan, for a command that will write to the record.</summary>
    /// <exception cref="InvalidInputException">No sweep or more than one fits.</exception>
    public static async Task<(SweepRecord Sweep, SweepPlan Plan)> FindAsync(string path, string id, CancellationToken cancellation)
    {
        await using var store = await OpenBeforeWritingAsync(path, cancellation);
        return await FindAsync(store, id, cancellation);
    }

    /// <inheritdoc cref="FindAsync(string, string, CancellationToken)"/>
    public static async Task<(SweepRecord Sweep, SweepPlan Plan)> FindAsync(ISweepStore store, string id, CancellationToken cancellation)
    {
        var sweep = await FindSweepAsync(store, id, cancellation);
        var result = SpecCompiler.Compile(sweep.SpecYaml, $"the spec of {sweep.Id}");
        return (sweep, result.Plan ?? throw new InvalidInputException(result.Problems));
    }

    /// <summary>The one sweep whose id is, or begins with, what the user typed.</summary>
    /// <exception cref="InvalidInputException">No sweep or more than one fits.</exception>
    public static async Task<SweepRecord> FindSweepAsync(ISweepStore store, string id, CancellationToken cancellation)
        => await store.FindAsync(id, cancellation) ?? OnlyMatch(await store.ListAsync(cancellation), id);

    /// <inheritdoc cref="FindSweepAsync(ISweepStore, string, CancellationToken)"/>
    public static async Task<SweepRecord> FindSweepAsync(string path, string id, CancellationToken cancellation)
    {
        await using var store = await OpenBeforeWritingAsync(path, cancellation);
        return await FindSweepAsync(store, id, cancellation);
    }

    private static SweepRecord OnlyMatch(IReadOnlyList<SweepSummary> sweeps, string id)
    {
        var matches = sweeps.Where(s => s.Sweep.Id.StartsWith(id, StringComparison.Ordinal)).Select(s => s.Sweep).ToList();
        if (matches.Count == 1)
            return matches[0];
        var newest = (matches.Count > 1 ? matches : sweeps.Select(s => s.Sweep)).Take(10).Select(s => s.Id).ToList();
        throw new InvalidInputException(
            (matches.Count > 1 ? $"more than one sweep begins with '{id}'" : $"there is no sweep '{id}' in the record")
            + (newest.Count > 0 ? $"; the newest are {string.Join(", ", newest)}" : "; it is empty"));
    }
}
