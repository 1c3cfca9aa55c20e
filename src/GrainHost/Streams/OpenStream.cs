namespace Sweep.GrainHost.Streams;

/// <summary>A stream that is being read, at the grain's side.</summary>
internal abstract class OpenStream : IAsyncDisposable
{
    /// <summary>Items that a page holds at most, and so how far a grain may run ahead of its reader.</summary>
    protected const int PageSize = 100;

    /// <summary>Whether the reader asked for something since the last look.</summary>
    public bool Seen { get; set; }

    /// <summary>Whether the reader waits for items now.</summary>
    public bool Busy { get; protected set; }

    /// <summary>Lets a reader that waits go with an empty page.</summary>
    public abstract void Wake();

    /// <summary>Cancels the method's token and runs its finally blocks.</summary>
    public abstract ValueTask DisposeAsync();
}
