namespace Sweep.Storage;

/// <summary>A record that lies outside of this process and tells what it does there.</summary>
public interface IMeasuredStore : ISweepStore
{
    /// <summary>Where the record is, for people: a path, or a URL without a password.</summary>
    string Location { get; }

    /// <summary>What the store did since it was opened.</summary>
    StoreStatistics Statistics { get; }
}
