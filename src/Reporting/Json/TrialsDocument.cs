namespace Sweep.Reporting.Json;

internal sealed record TrialsDocument(long Total, long Completed, long Diverged, long Failed, long Stopped);
