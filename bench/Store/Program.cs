using System.Globalization;
using Sweep.Store.Bench;

string? name = null;
if (args is ["--store", var named, ..])
    (name, args) = (named, args[2..]);
if (args.Length > 2 || !TryNumber(args, 0, 100_000, out var trials) || !TryNumber(args, 1, 100, out var window))
{
    Console.Error.WriteLine("usage: Sweep.Store.Bench [--store postgres://…] [trials = 100000] [window = 100]");
    return 2;
}

await StoreBench.RunAsync(name, trials, window, Console.Out);
return 0;

static bool TryNumber(string[] args, int place, int otherwise, out int number)
{
    number = otherwise;
    return place >= args.Length || (int.TryParse(args[place], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
}
