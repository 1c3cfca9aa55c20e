namespace Orleans.Runtime;

/// <summary>A stream ended early because its grain was deactivated or its reader was silent for too long.</summary>
[GenerateSerializer]
public sealed class EnumerationAbortedException : Exception
{
    /// <summary>Without words.</summary>
    public EnumerationAbortedException()
    {
    }

    /// <summary>In words.</summary>
    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>In words and with its cause.</summary>
    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
