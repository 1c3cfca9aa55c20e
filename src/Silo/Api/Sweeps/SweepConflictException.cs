namespace Sweep.Silo.Api.Sweeps;

/// <summary>What was asked does not go with the state that a sweep is in; the message says why and what would.</summary>
public sealed class SweepConflictException : Exception
{
    /// <summary>Made from one sentence.</summary>
    public SweepConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Made from one sentence and its cause.</summary>
    public SweepConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by the framework's conventions.</summary>
    public SweepConflictException()
    {
    }
}
