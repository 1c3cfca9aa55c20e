namespace Sweep.Client.Output;

/// <summary>One plot that <c>sweep report --list-plots --json</c> names.</summary>
internal sealed record PlotJson(string Name, string Title);
