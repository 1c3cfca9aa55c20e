using Microsoft.Extensions.Logging;

namespace Sweep.Storage.Sqlite;

internal sealed partial class GroupWriter
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "The record {Path} takes no more writes.")]
    private partial void LogBroken(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of the record's commits failed.")]
    private partial void LogHandlerFailed(Exception exception);
}
