namespace Orleans.Runtime;

/// <summary>The host cannot take or finish the call, because it has not started, stops or has stopped.</summary>
[GenerateSerializer]
public class SiloUnavailableException : OrleansException
{
    /// <summary>Without words.</summary>
    public SiloUnavailableException()
    {
    }

    /// <summary>In words.</summary>
    public SiloUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>In words and with its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
