namespace Sweep.Core.Specs;

/// <summary>Input that cannot be used; nothing was written. Ends the command with exit code 2.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<Problem> Problems { get; } = [];

    /// <summary>Made from all that is wrong.</summary>
    public InvalidInputException(IReadOnlyList<Problem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Made from one sentence without a place.</summary>
    public InvalidInputException(string message)
        : base(message)
    {
    }

    /// <summary>Made from one sentence and its cause.</summary>
    public InvalidInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by the framework's conventions.</summary>
    public InvalidInputException()
    {
    }
}
