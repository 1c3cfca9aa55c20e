using System.Reflection;

namespace Sweep.Workers.Hosting;

/// <summary>How a worker is started.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The verb by which every program that hosts trainers can be one.</summary>
    public const string Verb = "worker";

    /// <summary>
    /// This program again, as a worker: the same file, however it was started, so that a version that was installed meanwhile
    /// elsewhere is never mixed in.
    /// </summary>
    public static WorkerCommand OfThisProcess()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("this system does not tell what program runs, so no worker can be started");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new(program, ["exec", Assembly.GetEntryAssembly()!.Location, Verb])
            : new(program, [Verb]);
    }
}
