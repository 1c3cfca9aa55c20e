using System.Globalization;
using Sweep.Store.Bench;

if (args.Length > 2 || !TryNumber(args, 0, 100_000, out var trials) || !TryNumber(args, 1, 100, out var window))
{
    Console.Error.WriteLine("usage: Sweep.Store.Bench [trials = 100000] [window = 100]");
    return 2;
}

await StoreBench.RunAsync(trials, window, Console.Out);
return 0;

static bool TryNumber(string[] args, int place, int otherwise, out int number)
{
    number = otherwise;
    return place >= args.Length || (int.TryParse(args[place], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
}
