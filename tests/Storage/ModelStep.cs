using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>A call on a store. <c>Behind</c> says how many attempts older than the newest the caller is.</summary>
public abstract record ModelStep
{
    public sealed record Claim(int Trial) : ModelStep;

    public sealed record Append(int Trial, int Behind, IReadOnlyList<int> Epochs) : ModelStep
    {
        public override string ToString() => $"Append {Trial}, {Behind} behind, epochs {string.Join(' ', Epochs)}";
    }

    public sealed record Finish(int Trial, int Behind, TrialOutcome Outcome) : ModelStep;
}
