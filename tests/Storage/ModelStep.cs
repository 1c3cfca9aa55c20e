using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>A call on a store. <c>Behind</c> says how many attempts older than the newest the caller is.</summary>
public abstract record ModelStep
{
    public sealed record Claim(int Trial, string Owner, int Seconds) : ModelStep;

    public sealed record Append(int Trial, int Behind, IReadOnlyList<int> Epochs) : ModelStep
    {
        public override string ToString() => $"Append {Trial}, {Behind} behind, epochs {string.Join(' ', Epochs)}";
    }

    public sealed record Save(int Trial, int Behind, int Epochs) : ModelStep;

    public sealed record Release(int Trial, int Behind) : ModelStep;

    public sealed record Fail(int Trial, int Behind) : ModelStep;

    public sealed record Finish(int Trial, int Behind, TrialOutcome Outcome) : ModelStep;

    public sealed record Renew(string Owner, int Seconds) : ModelStep;

    public sealed record Pass(int Seconds) : ModelStep;

    public sealed record Retry : ModelStep;

    public sealed record Move(SweepState State) : ModelStep;

    public sealed record Ask(SweepRequest Request) : ModelStep;
}
