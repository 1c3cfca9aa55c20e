namespace Sweep.GrainHost.Streams;

/// <summary>What a reader asks of the grain.</summary>
internal enum StreamStep
{
    Open,
    Next,
    Close,
}
