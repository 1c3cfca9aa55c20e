namespace Sweep.Core.Specs;

/// <summary>Fields of one configuration that do not go together.</summary>
/// <param name="Path">The field to look at first, as <c>training.label_smoothing</c>.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record RuleViolation(string Path, string Message);
