using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sweep.Training.Tests.Disassembly;

/// <summary>The machine code of the hot kernels: vectors of the right width, fused multiply-adds, and none of them on the stack.</summary>
public sealed class DisassemblyTests
{
    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    public void Innermost_loops_keep_their_vectors_in_registers(int bits)
    {
        SkipUnlessListed(bits);
        var methods = KernelProcess.List(bits);
        var kernels = ExpectedKernel.Of(bits);
        var missing = kernels.SelectMany(kernel => kernel.MissingFrom(methods, Registers(bits))).ToList();
        Assert.True(missing.Count == 0, $"""
            The listing is not that of the hot kernels:
            {Lines(missing)}
            {WhereToLook(bits)}
            """);
        var spills = kernels.SelectMany(kernel => kernel.SpillsIn(methods)).ToList();
        Assert.True(spills.Count == 0, $"""
            Innermost loops move vectors from or to the stack:
            {Lines(spills)}
            More values live in such a loop than the processor has registers ({(bits == 512 ? 32 : 16)}), or the runtime was kept from holding one
            in a register. In a tile take fewer rows (TileRows of Lanes{bits / 32}); step pointers in place of indices; copy
            fields into locals before the loop, and take the address of none of them; split the loop.
            {WhereToLook(bits)}
            """);
    }

    [Fact]
    public void A_tile_of_more_rows_than_there_are_registers_for_is_found()
    {
        SkipUnlessListed(256);
        var tile = new ExpectedKernel("WideTiles`2[Lanes8,Vector256`1[float]]:Rows8(", 16);
        var methods = KernelProcess.List(256);
        Assert.Empty(tile.MissingFrom(methods, Registers(256)));
        Assert.Contains(tile.SpillsIn(methods), spill => spill.Contains("ymmword ptr [r", StringComparison.Ordinal));
    }

    private static string Registers(int bits) => bits == 512 ? "zmm" : "ymm";

    private static void SkipUnlessListed(int bits)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "reads listings of x64 alone");
        Assert.SkipUnless(Vector256.IsHardwareAccelerated && Fma.IsSupported, "needs a processor with AVX2 and FMA");
        Assert.SkipUnless(bits == 256 || Vector512.IsHardwareAccelerated, "needs a processor with AVX-512 that the runtime takes to be fast");
    }

    private static string Lines(IEnumerable<string> lines) => string.Join(Environment.NewLine, lines.Select(line => "  " + line));

    private static string WhereToLook(int bits)
        => $"""
            The listing is kept in {KernelProcess.PathOf(bits)}. By hand:
              {KernelProcess.CommandOf(bits)}
            """;
}
