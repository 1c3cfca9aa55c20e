namespace Sweep.Storage;

/// <summary>The record cannot be opened, read or written; the message is one sentence for people.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Made from one sentence.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Made from one sentence and its cause.</summary>
    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the record is sound but another process writes it now.</summary>
    public bool InUse { get; init; }

    /// <summary>Needed by the framework's conventions.</summary>
    public StoreException()
    {
    }
}
