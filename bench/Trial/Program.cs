using System.Diagnostics;
using System.Globalization;
using Sweep.Bench.Trial;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;

// peak: the core's FMA peak. gemm: the matrix product's speed by shape. A, B or C [--workers N] [--combos N] [--repeats N] [--no-telemetry] [--engine NAME]: trains the
// workload and prints one JSON line; cpu_seconds add up each trial's best of all repeats, seconds are by the clock.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: peak | gemm | A | B | C [--workers N] [--combos N] [--repeats N] [--no-telemetry] [--engine native|torch]");
    return 2;
}

if (args[0] == "peak")
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"peak_gflops\":{Peak.Measure(200):f1}}}"));
    return 0;
}

if (args[0] == "gemm")
{
    Shapes.Print();
    return 0;
}

int Option(string name, int otherwise)
    => Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
var workers = Option("--workers", args[0] == "A" ? 2 : 1);
var workload = Workload.Of(args[0], Option("--combos", args[0] == "A" ? 120 : 1));
var repeats = Option("--repeats", 1);
var configs = args.Contains("--no-telemetry")
    ? [.. workload.Configs.Select(config => config with { Probes = new ProbesConfig { Gradients = 0, Weights = 0, Activations = 0 } })]
    : workload.Configs;
var engine = Array.IndexOf(args, "--engine") is var place and >= 0 ? args[place + 1] : "native";
if (Trainers.Of(engine) is not { } trainer)
{
    Console.Error.WriteLine($"this build has no engine {engine}; native is always there, torch with -p:Torch=true");
    return 2;
}

var key = RandomKey.For(1, 0);

// Returns the share of the trial's steps that were run: one that diverges ends early.
double Train(int index)
{
    using var run = trainer.Start(configs[index], workload.Data, key);
    while (run.NextEpoch())
    {
    }

    var result = run.Finish();
    if (result.Outcome != TrialOutcome.Completed)
        Console.Error.WriteLine($"trial {index}: {result.Detail} in step {result.DivergedStep}");
    return (double)result.Steps / TrialCost.For(workload.Configs[index], DataShape.Of(workload.Data)).Steps;
}

// A training of one epoch of every trial first, to its end, so that the clock times training and neither the compiler
// nor the loading of libraries: the peers' clocks start after a first small training too.
foreach (var config in configs)
{
    using var run = trainer.Start(config with { Training = config.Training with { Epochs = 1 } }, workload.Data, key);
    while (run.NextEpoch())
    {
    }

    _ = run.Finish();
}

var peak = Peak.Measure(100);
var times = new double[workload.Configs.Count];
var shares = new double[times.Length];
var next = -1;
var watch = Stopwatch.StartNew();
var threads = Enumerable.Range(0, workers).Select(_ => new Thread(() =>
{
    for (var index = Interlocked.Increment(ref next); index < times.Length; index = Interlocked.Increment(ref next))
    {
        times[index] = double.PositiveInfinity;
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var start = ThreadClock.Seconds;
            shares[index] = Train(index);
            times[index] = Math.Min(times[index], ThreadClock.Seconds - start);
        }
    }
})).ToList();
threads.ForEach(thread => thread.Start());
threads.ForEach(thread => thread.Join());
var seconds = watch.Elapsed.TotalSeconds;
peak = Math.Max(peak, Peak.Measure(100));
var flops = workload.Configs.Select((config, index) => shares[index] * TrialCost.For(config, DataShape.Of(workload.Data)).Flops).Sum();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{{\"workload\":\"{args[0]}\",\"workers\":{workers},\"trials\":{times.Length},\"seconds\":{seconds:f3},\"trials_per_second\":{times.Length * repeats / seconds:f2},\"gflops\":{flops * repeats / seconds / 1e9:f1},\"cpu_seconds\":{times.Sum():f3},\"cpu_gflops\":{flops / times.Sum() / 1e9:f1},\"best_trial_cpu_seconds\":{times.Min():f4},\"peak_gflops\":{peak:f1}}}"));
return 0;
