using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Sweep.Storage.Postgres;

/// <summary>
/// How long a server that cannot be used is waited for: a minute from the first failure, with pauses that double up to five
/// seconds and vary by chance, so that many silos do not come back all at once.
/// </summary>
internal sealed partial class Patience(TimeProvider time, ILogger logger, PostgresAddress address)
{
    /// <summary>Time from the first failure until nothing more is tried.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Whether the time is over since a failure at a timestamp.</summary>
    public bool IsOver(long firstFailure) => time.GetElapsedTime(firstFailure) >= Limit;

    /// <summary>The time, to remember a first failure by.</summary>
    public long Timestamp() => time.GetTimestamp();

    /// <summary>Waits before another try.</summary>
    /// <param name="exception">Why the last one failed.</param>
    /// <param name="failures">Tries that failed in a row, from 1.</param>
    /// <param name="cancellation">Ends the pause.</param>
    public Task PauseAsync(Exception exception, int failures, CancellationToken cancellation)
    {
        var pause = Pause(failures);
        LogTryingAgain(logger, address.Display, PostgresErrors.Innermost(exception), (long)pause.TotalMilliseconds);
        return Task.Delay(pause, time, cancellation);
    }

    /// <summary>Runs what may be run again, until it succeeds, fails for good or the time is over.</summary>
    /// <exception cref="StoreException">It failed.</exception>
    public async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> body, CancellationToken cancellation)
    {
        long? firstFailure = null;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await body(cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!PostgresErrors.IsTransient(exception))
                    throw PostgresErrors.Explain(exception, address);
                if (IsOver(firstFailure ??= Timestamp()))
                    throw PostgresErrors.GivenUp(exception, address, Limit, inDoubt: false);
                await PauseAsync(exception, failures, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The pause after some failures: half of it sure, half of it by chance.</summary>
    internal static TimeSpan Pause(int failures)
    {
        var whole = FirstPause * Math.Pow(2, Math.Min(failures - 1, 16));
        var half = (whole < LongestPause ? whole : LongestPause) / 2;
        return half + TimeSpan.FromTicks(RandomNumberGenerator.GetInt32((int)half.Ticks + 1));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record {Record} could not be used ({Cause}); trying again in {Pause} ms.")]
    private static partial void LogTryingAgain(ILogger logger, string record, string cause, long pause);
}
