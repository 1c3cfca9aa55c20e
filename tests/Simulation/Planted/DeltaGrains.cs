using Orleans;
using Orleans.Runtime;
using Sweep.Grains.Contracts;

namespace Sweep.Simulation.Tests.Planted;

/// <summary>References through which telemetry goes out as what was added since the last time.</summary>
internal sealed class DeltaGrains(IGrainFactory inner) : IGrainFactory
{
    private SweepTotals? _last;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
        => new DeltaAggregator(this, inner.GetGrain<IAggregatorGrain>(primaryKey)) is TGrainInterface grain ? grain : inner.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => inner.GetGrain(grainInterfaceType, grainPrimaryKey);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable
        => inner.GetGrain<TGrainInterface>(grainId);

    private TelemetrySnapshot Added(TelemetrySnapshot snapshot)
    {
        var (now, last) = (snapshot.Totals, _last);
        _last = now;
        return last is null ? snapshot : snapshot with
        {
            Totals = now with
            {
                Finished = now.Finished - last.Finished,
                Diverged = now.Diverged - last.Diverged,
                Epochs = now.Epochs - last.Epochs,
                Steps = now.Steps - last.Steps,
                Samples = now.Samples - last.Samples,
            },
        };
    }

    private sealed class DeltaAggregator(DeltaGrains grains, IAggregatorGrain inner) : IAggregatorGrain
    {
        public Task MergeAsync(TelemetrySnapshot snapshot) => inner.MergeAsync(grains.Added(snapshot));

        public Task<SweepTotals> GetTotalsAsync() => inner.GetTotalsAsync();
    }
}
