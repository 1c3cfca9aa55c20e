namespace Sweep.Workers.Protocol;

/// <summary>Bytes on a stream that are no message, or a message that has no place there.</summary>
internal sealed class ProtocolException : Exception
{
    public ProtocolException(string message)
        : base(message)
    {
    }

    public ProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ProtocolException()
    {
    }
}
