using System.Diagnostics;
using System.Globalization;
using Sweep.Simulation.Tests.Running;

namespace Sweep.Simulation.Tests;

/// <summary>Runs schedules from the command line: <c>--seeds 100000</c>, or one by <c>--seed 17 --trace</c>.</summary>
internal sealed class CommandLine(TextWriter output)
{
    private const string Usage = "--seeds COUNT [--from SEED] [--threads COUNT] | --seed SEED [--trace]; both [--without PART,...] [--bug NAME]";

    private const int MostShrunk = 5;

    private ulong _from = 1;
    private int _told;
    private ulong _count = 1;
    private int _threads = 1;
    private string[] _without = [];
    private bool _trace;
    private PlantedBug _bug;

    public static bool Asks(IEnumerable<string> args) => args.Any(arg => arg is "--seed" or "--seeds");

    public int Run(IReadOnlyList<string> args)
    {
        if (!Read(args))
        {
            output.WriteLine(Usage);
            return 2;
        }

        var setup = SimulationSetup.Shared with { Bug = _bug };
        var pool = ThreadPool.CompletedWorkItemCount;
        var clock = Stopwatch.StartNew();
        var batch = new Batch(setup, _trace ? output.WriteLine : null);
        batch.Run(_from, _count, _threads, outcome => Tell(outcome, setup), _without);
        pool = ThreadPool.CompletedWorkItemCount - pool;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_count} schedules, {batch.Failed} failed, {batch.Events} events, {clock.Elapsed.TotalMilliseconds / _count:F2} ms each"));
        output.WriteLine($"trace hash {batch.Hash:x16}");
        output.WriteLine($"{pool} work items on the thread pool");
        return batch.Failed == 0 && pool == 0 ? 0 : 1;
    }

    private void Tell(RunOutcome outcome, SimulationSetup setup)
    {
        output.WriteLine($"seed {outcome.Seed} fails; replay it by: {outcome.Replay}");
        foreach (var problem in outcome.Problems)
            output.WriteLine($"  {problem}");
        if (_trace || ++_told > MostShrunk)
            return;
        var less = Shrinker.Shrink(outcome, setup);
        output.WriteLine($"  with less around it: {less.Replay}");
        output.WriteLine($"  {less.Problems[0]}");
    }

    private bool Read(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            var read = args[i] switch
            {
                "--seed" => ulong.TryParse(value, CultureInfo.InvariantCulture, out _from),
                "--seeds" => ulong.TryParse(value, CultureInfo.InvariantCulture, out _count) && _count > 0,
                "--from" => ulong.TryParse(value, CultureInfo.InvariantCulture, out _from),
                "--threads" => int.TryParse(value, CultureInfo.InvariantCulture, out _threads) && _threads > 0,
                "--without" => (_without = value.Split(',')).Length > 0,
                "--bug" => Enum.TryParse(value, ignoreCase: true, out _bug),
                "--trace" => _trace = true,
                _ => false,
            };
            if (!read)
                return false;
            if (args[i] != "--trace")
                i++;
        }

        return true;
    }
}
