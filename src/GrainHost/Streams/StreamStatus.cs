namespace Sweep.GrainHost.Streams;

/// <summary>What comes after the items of a page.</summary>
internal enum StreamStatus
{
    More,
    Completed,
    Failed,
    Missing,
}
