namespace Sweep.Torch;

/// <summary>TorchSharp's native libraries cannot be loaded here; the message says why and what to do.</summary>
public sealed class TorchUnavailableException : Exception
{
    /// <summary>Made from what is wrong.</summary>
    public TorchUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Made from what is wrong and its cause.</summary>
    public TorchUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by the framework's conventions.</summary>
    public TorchUnavailableException()
    {
    }
}
