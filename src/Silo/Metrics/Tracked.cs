using System.Collections.Immutable;

namespace Sweep.Silo.Metrics;

/// <summary>The things whose gauges are read at a scrape, each until it is let go.</summary>
/// <typeparam name="T">What a reading yields.</typeparam>
internal sealed class Tracked<T>(Action failed)
    where T : class
{
    private ImmutableList<Entry> entries = [];

    /// <summary>Reads a thing at every scrape until the answer is disposed.</summary>
    public IDisposable Add(string name, Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var entry = new Entry(this, name, read);
        ImmutableInterlocked.Update(ref entries, static (list, added) => list.Add(added), entry);
        return entry;
    }

    /// <summary>Reads all of them. One that throws is counted and left out, so that it takes no other series with it.</summary>
    public IEnumerable<(string Name, T Value)> Read()
    {
        foreach (var entry in Volatile.Read(ref entries))
        {
            if (TryRead(entry, out var value)) yield return (entry.Name, value);
        }
    }

    private bool TryRead(Entry entry, out T value)
    {
        try
        {
            value = entry.Read();
            return true;
        }
#pragma warning disable CA1031 // A producer's reading may throw anything, and a scrape must survive it; the failure is counted.
        catch (Exception)
#pragma warning restore CA1031
        {
            failed();
            value = null!;
            return false;
        }
    }

    private sealed record Entry(Tracked<T> Owner, string Name, Func<T> Read) : IDisposable
    {
        public void Dispose()
            => ImmutableInterlocked.Update(ref Owner.entries, static (list, gone) => list.RemoveAll(e => ReferenceEquals(e, gone)), this);
    }
}
