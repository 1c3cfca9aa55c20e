namespace Sweep.Reporting.Json;

internal sealed record VerdictChangeDocument(string Verdict, int Both, int OnlyBefore, int OnlyAfter);
