namespace Sweep.Client.Remote;

/// <summary>A server cannot be reached or cannot do what it was asked now; ends the command with exit code 1.</summary>
internal sealed class ServerException : Exception
{
    /// <summary>Made from one sentence.</summary>
    public ServerException(string message)
        : base(message)
    {
    }

    /// <summary>Made from one sentence and its cause.</summary>
    public ServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by the framework's conventions.</summary>
    public ServerException()
    {
    }
}
