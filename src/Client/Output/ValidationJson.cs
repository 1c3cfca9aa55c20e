using Sweep.Core.Specs;

namespace Sweep.Client.Output;

/// <summary>What <c>sweep validate --json</c> prints.</summary>
internal sealed record ValidationJson(bool Valid, string? Hash, IReadOnlyList<Problem> Problems);
