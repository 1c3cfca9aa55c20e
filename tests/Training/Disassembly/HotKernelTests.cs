namespace Sweep.Training.Tests.Disassembly;

/// <summary>The calls by which the kernels' machine code comes into being do real work.</summary>
public sealed class HotKernelTests
{
    [Fact]
    public void Each_hot_kernel_writes_numbers()
        => Assert.All(HotKernels.Run(), result => Assert.True(double.IsFinite(result.Sum) && result.Sum != 0, $"{result.Kernel}: {result.Sum}"));
}
