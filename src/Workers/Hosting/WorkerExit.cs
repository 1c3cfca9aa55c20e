using System.Collections.Frozen;
using System.Globalization;

namespace Sweep.Workers.Hosting;

/// <summary>How a worker process ended.</summary>
/// <param name="Cause">Why, for counting.</param>
/// <param name="Text">Why, for people.</param>
public sealed record WorkerExit(ExitCause Cause, string Text)
{
    private const int SignalBase = 128;
    private const int Kill = 9;

    private static readonly FrozenDictionary<int, string> Signals = new (int Number, string Name)[]
    {
        (1, "SIGHUP"), (2, "SIGINT"), (3, "SIGQUIT"), (4, "SIGILL"), (5, "SIGTRAP"), (6, "SIGABRT"), (7, "SIGBUS"),
        (8, "SIGFPE"), (Kill, "SIGKILL"), (11, "SIGSEGV"), (13, "SIGPIPE"), (15, "SIGTERM"), (24, "SIGXCPU"), (31, "SIGSYS"),
    }.ToFrozenDictionary(signal => signal.Number, signal => signal.Name);

    /// <summary>Of an exit code; those over 128 stand for signals.</summary>
    internal static WorkerExit Of(int code)
    {
        var name = Signals.GetValueOrDefault(code - SignalBase);
        return code == SignalBase + Kill ? new(ExitCause.Killed, Invariant($"was killed ({name}, exit code {code}), perhaps for want of memory"))
            : name is not null ? new(ExitCause.Crashed, Invariant($"crashed ({name}, exit code {code})"))
            : new(ExitCause.Exited, Invariant($"ended by itself with exit code {code}"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
