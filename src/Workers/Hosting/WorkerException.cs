namespace Sweep.Workers.Hosting;

/// <summary>A worker process did not do what it was asked: it is gone, or the training in it broke.</summary>
public sealed class WorkerException : Exception
{
    /// <summary>Made from what is wrong.</summary>
    public WorkerException(string message)
        : base(message)
    {
    }

    /// <summary>Made from what is wrong and its cause.</summary>
    public WorkerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by the framework's conventions.</summary>
    public WorkerException()
    {
    }
}
