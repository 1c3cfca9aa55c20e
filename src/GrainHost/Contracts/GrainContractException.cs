namespace Sweep.GrainHost.Contracts;

/// <summary>Grain interfaces or the types in their methods break rules; all breaches are told at once.</summary>
public sealed class GrainContractException : Exception
{
    /// <summary>Made of all breaches.</summary>
    public GrainContractException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Made of one sentence.</summary>
    public GrainContractException(string message)
        : base(message) => Problems = [message];

    /// <summary>Made of one sentence and its cause.</summary>
    public GrainContractException(string message, Exception innerException)
        : base(message, innerException) => Problems = [message];

    /// <summary>Needed by the framework's conventions.</summary>
    public GrainContractException()
    {
    }

    /// <summary>One sentence for each breach, naming type and member.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
