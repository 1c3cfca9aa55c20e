namespace Sweep.Training;

/// <summary>A checkpoint that cannot be resumed from: damaged, cut short, of another version or of another training.</summary>
public sealed class InvalidCheckpointException : Exception
{
    /// <summary>Made from what is wrong.</summary>
    public InvalidCheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Made from what is wrong and its cause.</summary>
    public InvalidCheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by the framework's conventions.</summary>
    public InvalidCheckpointException()
    {
    }
}
