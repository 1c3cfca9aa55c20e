namespace Sweep.Training.Tests.Disassembly;

/// <summary>What is read out of listings, on listings whose loops are known.</summary>
public sealed class ListingTests
{
    private const string Spill = "vmovups  ymmword ptr [rsp+0x20], ymm5";
    private const string Reload = "vmovups  ymm5, ymmword ptr [rsp+0x20]";
    private const string FusedMultiplyAdd = "vfmadd231ps ymm2, ymm4, ymm3";

    private static readonly ExpectedKernel Kernel = new("Tiles`2[Lanes8,Vector256`1[float]]:Rows6(", 1);

    [Theory]
    [InlineData(Spill)]
    [InlineData(Reload)]
    [InlineData("vaddps   ymm1, ymm1, ymmword ptr [rsp]")]
    [InlineData("vfmadd231ps zmm1, zmm2, zmmword ptr [rsp+4*rax+0x40]")]
    [InlineData("vbroadcastss ymm4, dword ptr [rsp+0x14]")]
    [InlineData("vmovss   dword ptr [rsp+0x08], xmm1")]
    public void A_vector_on_the_stack_in_an_innermost_loop_is_named_with_method_and_loop(string instruction)
    {
        var spill = Assert.Single(Kernel.SpillsIn(Listing.Parse(Lines(inner: instruction))));
        Assert.StartsWith("Tiles`2[Lanes8,Vector256`1[float]]:Rows6(byref,ptr) (FullOpts), loop at G_M000_IG04 (7 instructions): ", spill, StringComparison.Ordinal);
        Assert.EndsWith(string.Join(' ', instruction.Split(' ', StringSplitOptions.RemoveEmptyEntries)), spill, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mov      rax, qword ptr [rsp+0x20]")]
    [InlineData("vmovups  ymm5, ymmword ptr [rsi+0x20]")]
    [InlineData("vmovups  ymm5, ymmword ptr [reloc @RWD00]")]
    [InlineData("vmovups  ymm5, ymmword ptr [rbp+0x20]")]
    public void Whole_numbers_and_other_memory_are_no_spill(string instruction)
        => Assert.Empty(Kernel.SpillsIn(Listing.Parse(Lines(inner: instruction))));

    [Fact]
    public void Slots_by_rbp_are_the_stack_where_the_frame_has_it()
    {
        var lines = Lines(inner: "vmovups  ymm5, ymmword ptr [rbp-0x30]").Select(line => line.Replace("; rsp based frame", "; rbp based frame", StringComparison.Ordinal));
        Assert.Single(Kernel.SpillsIn(Listing.Parse(lines)));
    }

    [Fact]
    public void Spills_outside_of_innermost_loops_do_not_count()
        => Assert.Empty(Kernel.SpillsIn(Listing.Parse(Lines(before: Spill, outer: Reload, inner: FusedMultiplyAdd, after: Reload))));

    [Fact]
    public void The_part_of_a_loop_that_lies_behind_the_method_belongs_to_it()
        => Assert.Single(Kernel.SpillsIn(Listing.Parse(Lines(inner: FusedMultiplyAdd, cold: Spill))));

    [Fact]
    public void Constants_may_be_read_again_where_that_is_allowed_but_nothing_written()
    {
        var lenient = Kernel with { RereadConstants = 1 };
        Assert.Empty(lenient.SpillsIn(Listing.Parse(Lines(inner: Reload))));
        Assert.Single(lenient.SpillsIn(Listing.Parse(Lines(inner: Spill))));
        Assert.Equal(2, lenient.SpillsIn(Listing.Parse(Lines(inner: Reload, cold: Reload))).Count());
    }

    [Fact]
    public void A_listing_of_the_expected_kernel_misses_nothing()
        => Assert.Empty(Kernel.MissingFrom(Listing.Parse(Lines(inner: FusedMultiplyAdd)), "ymm"));

    [Fact]
    public void An_absent_kernel_is_missed()
        => Assert.Contains("not in the listing", Assert.Single(Kernel.MissingFrom([], "ymm")), StringComparison.Ordinal);

    [Fact]
    public void Vectors_of_another_width_are_missed()
        => Assert.Contains("no innermost loop over zmm", Assert.Single(Kernel.MissingFrom(Listing.Parse(Lines(inner: FusedMultiplyAdd)), "zmm")), StringComparison.Ordinal);

    [Fact]
    public void Absent_fused_multiply_adds_are_missed()
        => Assert.Contains("0 fused multiply-adds in a loop, not 1", Assert.Single(Kernel.MissingFrom(Listing.Parse(Lines(inner: "vmulps   ymm1, ymm1, ymm2")), "ymm")), StringComparison.Ordinal);

    [Fact]
    public void Code_that_is_not_optimised_is_missed()
    {
        var lines = Lines(inner: FusedMultiplyAdd).Select(line => line.Replace("(FullOpts)", "(Tier0)", StringComparison.Ordinal));
        Assert.Contains("not optimised", Assert.Single(Kernel.MissingFrom(Listing.Parse(lines), "ymm")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_jump_through_a_table_is_owned_up_to()
        => Assert.Contains("through a table", Assert.Single(Kernel.MissingFrom(Listing.Parse(Lines(inner: FusedMultiplyAdd, after: "jmp      rax")), "ymm")), StringComparison.Ordinal);

    /// <summary>Two loops, one in the other; the inner one leaves its straight way for a block behind the method's end.</summary>
    private static string[] Lines(string before = "", string outer = "", string inner = "", string after = "", string cold = "") => $"""
        ; Assembly listing for method Sweep.Training.Kernels.Tiles`2[Sweep.Training.Kernels.Lanes8,System.Runtime.Intrinsics.Vector256`1[float]]:Rows6(byref,ptr) (FullOpts)
        ; Emitting BLENDED_CODE for x64 + VEX on Unix
        ; rsp based frame

        G_M000_IG01:                ;; offset=0x0000
               sub      rsp, 64

        G_M000_IG02:                ;; offset=0x0004
               {before}
               xor      eax, eax
               jmp      SHORT G_M000_IG05
               align    [5 bytes for IG03]

        G_M000_IG03:                ;; offset=0x0010
               {outer}
               mov      ecx, 8

        G_M000_IG04:                ;; offset=0x0020
               {inner}
               vmovups  ymm0, ymmword ptr [rsi]
               je       SHORT G_M000_IG07
               dec      ecx
               jne      SHORT G_M000_IG04
        						;; size=12 bbWeight=4 PerfScore 9.00

        G_M000_IG05:                ;; offset=0x0030
               dec      eax
               jns      SHORT G_M000_IG03

        G_M000_IG06:                ;; offset=0x0040
               {after}
               add      rsp, 64
               ret

        G_M000_IG07:                ;; offset=0x0050
               {cold}
               vaddps   ymm0, ymm0, ymm1
               jmp      SHORT G_M000_IG04

        ; Total bytes of code 96
        """.Split('\n');
}
