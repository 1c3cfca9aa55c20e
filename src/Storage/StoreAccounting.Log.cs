using Microsoft.Extensions.Logging;

namespace Sweep.Storage;

internal sealed partial class StoreAccounting
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {What} of attempt {Attempt} at trial {Sweep}/{Trial}: the attempt is stale or the trial has its result.")]
    private static partial void LogStale(ILogger logger, string what, int attempt, string sweep, long trial);
}
