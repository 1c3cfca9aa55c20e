using System.Collections.Concurrent;

namespace Sweep.Silo.Metrics;

/// <summary>
/// The sweeps that have series of their own. A name holds its place while a sweep of that name is shown, and then until
/// nothing was counted for <see cref="Linger"/>, so that the last values are scraped; it goes sooner where another sweep
/// needs the place. Sweeps for which there is none are counted together.
/// </summary>
internal sealed class SweepTable(TimeProvider time, Losses folded, Action failed)
{
    /// <summary>How long series outlast the last that happened in their sweep.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly SweepSeries other = new(MetricNames.Other);
    private readonly Tracked<SweepGauges> shown = new(failed);
    private readonly Lock gate = new();
    private bool otherIsMet;

    /// <summary>Called, under no lock, whenever label sets come up that were not there before.</summary>
    public Action Grown { get; set; } = static () => { };

    /// <summary>Counts of a sweep of this name.</summary>
    public SweepSeries Of(string sweep) => PlaceOf(sweep)?.Series ?? Folded();

    /// <summary>Shows a sweep until the answer is disposed.</summary>
    public IDisposable Show(string sweep, Func<SweepGauges> read)
    {
        Place? place;
        lock (gate)
        {
            place = FindOrMake(sweep);
            if (place is not null) place.Shown++;
        }

        // Another sweep of a name may have other levels than the last.
        if (place is null) Folded();
        else Grown();
        return new Showing(this, place, shown.Add(place?.Series.Name ?? MetricNames.Other, read));
    }

    /// <summary>Counts of all names, those of names that have ended left out from now on.</summary>
    public IReadOnlyList<SweepSeries> Counted()
    {
        lock (gate)
        {
            foreach (var (name, place) in places)
            {
                if (IsOver(place)) places.TryRemove(name, out _);
            }

            return [.. places.Values.Select(place => place.Series), .. otherIsMet ? new[] { other } : []];
        }
    }

    /// <summary>What the sweeps that are shown say; those without a place of their own by the name of all of them.</summary>
    public IEnumerable<(string Name, SweepGauges Value)> Read() => shown.Read();

    private Place? PlaceOf(string sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (places.TryGetValue(sweep, out var place)) return place;
        lock (gate) place = FindOrMake(sweep);
        if (place is not null) Grown();
        return place;
    }

    private Place? FindOrMake(string sweep)
    {
        if (places.TryGetValue(sweep, out var place)) return place;
        if (sweep.Length == 0 || (places.Count >= MetricNames.MaxSweeps && !TryMakeRoom())) return null;
        return places[sweep] = new(new(sweep), time.GetTimestamp());
    }

    private bool TryMakeRoom()
    {
        var idle = places.Where(entry => entry.Value.Shown == 0).ToList();
        foreach (var (_, place) in idle) IsOver(place);
        return idle.Count > 0 && places.TryRemove(idle.MinBy(entry => entry.Value.Last).Key, out _);
    }

    private bool IsOver(Place place)
    {
        var touched = place.Series.WasTouched();
        if (touched || place.Shown > 0)
        {
            place.Last = time.GetTimestamp();
            return false;
        }

        return time.GetElapsedTime(place.Last) >= Linger;
    }

    private SweepSeries Folded()
    {
        Volatile.Write(ref otherIsMet, true);
        folded.Add(MetricNames.Sweep.Name);
        return other;
    }

    private void Hide(Place? place)
    {
        if (place is null) return;
        lock (gate)
        {
            place.Shown--;
            place.Last = time.GetTimestamp();
        }
    }

    private sealed class Place(SweepSeries series, long now)
    {
        public SweepSeries Series => series;

        public int Shown { get; set; }

        public long Last { get; set; } = now;
    }

    private sealed class Showing(SweepTable table, Place? place, IDisposable reading) : IDisposable
    {
        private int disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) != 0) return;
            reading.Dispose();
            table.Hide(place);
        }
    }
}
