using Sweep.Client.Output;

namespace Sweep.Client.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 ")]
    [InlineData(999, "999 ")]
    [InlineData(5.71e9, "5.71 G")]
    [InlineData(1e30, "1E+06 Y")]
    public void Large_numbers_carry_an_SI_prefix(double value, string expected) => Assert.Equal(expected, Quantity.Si(value));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(4.0 * 1024 * 1024, "4 MiB")]
    public void Bytes_are_counted_in_powers_of_1024(double value, string expected) => Assert.Equal(expected, Quantity.Bytes(value));

    [Theory]
    [InlineData(0.2, "under a second")]
    [InlineData(90, "90 s")]
    [InlineData(600, "10 min")]
    [InlineData(9_000, "2.5 h")]
    [InlineData(864_000, "10 days")]
    public void Durations_are_told_in_their_largest_unit(double seconds, string expected) => Assert.Equal(expected, Quantity.Duration(seconds));
}
