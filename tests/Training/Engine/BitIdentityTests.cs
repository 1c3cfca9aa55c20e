using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Sweep.Training.Tests.Engine;

/// <summary>A trial's bits do not depend on the processor: the battery is run again in processes with narrower vectors.</summary>
public sealed class BitIdentityTests
{
    private const string OutputVariable = "SWEEP_BATTERY_OUTPUT";

    [Fact]
    public void The_battery_gives_the_same_bits_twice()
    {
        if (Environment.GetEnvironmentVariable(OutputVariable) is { Length: > 0 } path)
            File.WriteAllLines(path, [Widths(), .. Digests()]);
        else
            Assert.Equal(Digests(), Battery.Names.Select(name => $"{name}: {Battery.Digest(name, new NativeTrainer())}"));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "512 off, 256 on, 128 on")]
    [InlineData("DOTNET_EnableAVX2", "512 off, 256 off, 128 on")]
    [InlineData("DOTNET_EnableHWIntrinsic", "512 off, 256 off, 128 off")]
    public void Narrower_vectors_give_the_same_bits(string knob, string widths)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(OutputVariable) is not null, "this is the narrower process");
        Assert.SkipUnless(CountOn(Widths()) > CountOn(widths), "this processor has no wider vectors to switch off");
        var path = Path.GetTempFileName();
        try
        {
            RunAgain(knob, path);
            var lines = File.ReadAllLines(path);
            Assert.Equal(widths, lines[0]);
            Assert.Equal(Digests(), lines[1..]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Trainings of all sizes hand their memory on to each other here.
    [Fact]
    public void Trainings_side_by_side_give_the_same_bits_as_alone()
    {
        var trainer = new NativeTrainer();
        string[] names = [.. Battery.Names, .. Battery.Names.Reverse()];
        var together = new string[names.Length];
        var threads = Enumerable.Range(0, 4).Select(first => new Thread(() =>
        {
            for (var i = first; i < names.Length; i += 4)
                together[i] = $"{names[i]}: {Battery.Digest(names[i], trainer)}";
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var alone = Digests();
        Assert.Equal([.. alone, .. alone.Reverse()], together);
    }

    private static string[] Digests() => [.. Battery.Names.Select(name => $"{name}: {Battery.Digest(name)}")];

    private static int CountOn(string widths) => widths.Split(" on").Length;

    private static string Widths()
    {
        static string Is(bool on) => on ? "on" : "off";
        return $"512 {Is(Vector512.IsHardwareAccelerated)}, 256 {Is(Vector256.IsHardwareAccelerated)}, 128 {Is(Vector128.IsHardwareAccelerated)}";
    }

    private static void RunAgain(string knob, string output)
    {
        var program = Path.ChangeExtension(typeof(BitIdentityTests).Assembly.Location, null);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"{typeof(BitIdentityTests).FullName}.{nameof(The_battery_gives_the_same_bits_twice)}");
        start.Environment[knob] = "0";
        start.Environment[OutputVariable] = output;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {text} {error.Result}");
    }
}
