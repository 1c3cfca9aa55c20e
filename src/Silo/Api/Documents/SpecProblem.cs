using Microsoft.AspNetCore.Mvc;

namespace Sweep.Silo.Api.Documents;

/// <summary>Why a request cannot be used, with all that is wrong with its spec.</summary>
public sealed class SpecProblem : ProblemDetails
{
    /// <summary>All that is wrong, in the order of their places; empty where it is not the spec.</summary>
    public IReadOnlyList<SpecMistake> Errors { get; init; } = [];
}
