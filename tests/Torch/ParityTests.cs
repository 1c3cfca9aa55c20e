namespace Sweep.Torch.Tests;

/// <summary>Both engines on the same weights, batches and masks: the native engine's battery, which meets every technique.</summary>
public sealed class ParityTests
{
    public static TheoryData<string> Names => [.. Battery.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_of_the_first_fifty_steps_are_the_native_engines(string name)
    {
        var compared = Compared.Of(name);
        Assert.Equal(compared.Native.Losses.Count, compared.Torch.Losses.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {compared.Native.Losses.Count} {compared.LossDeviation:e2}");
        Assert.True(compared.LossDeviation <= 1e-5, $"{name}: {compared.LossDeviation:e2}");
    }
}
