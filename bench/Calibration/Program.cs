using System.Globalization;
using Sweep.Bench.Calibration;

// [holdout|choosing] [--json] [--misses] [--margins] [--workers N] [--every N]: trains a labelled battery, judges it and prints precision
// and recall of each verdict. The figures are the same bits on every machine.
string[] flags = ["--json", "--misses", "--margins"], numbers = ["--workers", "--every"];
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (numbers.Contains(args[i]) && i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0)
        i++;
    else if (args[i] is "holdout" or "choosing")
        names.Add(args[i]);
    else if (!flags.Contains(args[i]))
        names.AddRange(["", ""]);
}

if (names.Count > 1)
{
    Console.Error.WriteLine("usage: [holdout|choosing] [--json] [--misses] [--margins] [--workers N] [--every N]");
    return 2;
}

int Option(string name, int otherwise)
    => Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
var battery = names.Count == 1 ? names[0] : "holdout";
var cases = Battery.Of(battery == "choosing", Option("--every", 1));
var report = new CalibrationReport(battery, Calibrator.Run(cases, Option("--workers", Environment.ProcessorCount)));
if (args.Contains("--json"))
{
    Console.WriteLine(report.Json());
    return 0;
}

Console.Write(report.Text());
Console.Write(report.Families());
if (args.Contains("--misses"))
    Console.Write(report.Misses());
if (args.Contains("--margins"))
    Console.Write(report.Margins());
return 0;
