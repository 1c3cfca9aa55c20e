namespace Sweep.Reporting.Json;

internal sealed record CensoringDocument(string Factor, string Level, int Missing, int Trials, double? Low, double? High, bool Uneven, string Text);
