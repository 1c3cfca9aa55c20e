using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>
/// Knows what every silo can train. There is one, and each silo reports to it once a second; after a loss it knows all
/// again within that second.
/// </summary>
[Alias("sweep.ICapacityGrain")]
public interface ICapacityGrain : IGrainWithStringKey
{
    /// <summary>Key of the one grain.</summary>
    const string Key = "cluster";

    /// <summary>Takes in what one silo says of itself and answers with what is known of all, by address.</summary>
    [Alias("Report"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<SiloCapacity>> ReportAsync(SiloCapacity silo);
}
