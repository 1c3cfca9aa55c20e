using System.Globalization;
using Sweep.Bench.Control;

// What the control plane does in a second: trials that take no time, through grains and telemetry into a SQLite record.
// One JSON line; figures of memory are those of this process, so that sizes are compared between runs.
const string Usage = "usage: Sweep.Control.Bench [--trials N = 100000] [--left N = trials] [--workers N = 2] [--window N = 256]";
var options = new Dictionary<string, int> { ["--trials"] = 100_000, ["--left"] = 0, ["--workers"] = 2, ["--window"] = 256 };
for (var i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    options[args[i]] = number;
}

var trials = options["--trials"] / ControlBench.Combinations * ControlBench.Combinations;
var left = options["--left"] == 0 ? trials : Math.Min(options["--left"], trials);
// A small sweep first, so that the clock times trials and not the compiler.
await ControlBench.RunAsync(5_000, 5_000, options["--workers"], options["--window"], TextWriter.Null);
await ControlBench.RunAsync(trials, left, options["--workers"], options["--window"], Console.Out);
return 0;
