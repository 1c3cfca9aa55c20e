using Microsoft.Extensions.Logging;

namespace Sweep.Storage.Sqlite;

/// <summary>Log messages of a record's opening.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The record {Path} was not closed by its last owner; checking it.")]
    public static partial void CheckingIntegrity(ILogger logger, string path);
}
