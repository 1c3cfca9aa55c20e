namespace Sweep.Storage.Tests;

public sealed class SweepIdTests
{
    private static readonly TimeProvider Time = new FixedTime(Sample.Time);

    [Theory]
    [InlineData("regularizers", "regularizers-")]
    [InlineData("Which ACTIVATION?  (v2)", "which-activation-v2-")]
    [InlineData("größe", "gr-e-")]
    [InlineData("../../etc/passwd", "etc-passwd-")]
    [InlineData("☃", "sweep-")]
    [InlineData("", "sweep-")]
    public void An_id_begins_with_what_can_be_kept_of_the_name(string name, string start)
    {
        var id = SweepId.New(name, Time);
        Assert.StartsWith(start, id, StringComparison.Ordinal);
        Assert.Equal(start.Length + 6, id.Length);
        Assert.True(SweepId.IsValid(id));
    }

    [Fact]
    public void A_long_name_is_cut() => Assert.InRange(SweepId.New(new string('x', 1000), Time).Length, 40, SweepId.MaxLength);

    [Fact]
    public void Ids_of_one_name_sort_by_day()
    {
        var ids = Enumerable.Range(0, 2000).Select(day => SweepId.New("s", new FixedTime(Sample.Time.AddDays(day)))).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Ids_of_one_day_differ() => Assert.True(Enumerable.Range(0, 50).Select(_ => SweepId.New("s", Time)).Distinct().Count() > 40);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("é")]
    public void What_is_not_safe_everywhere_is_no_id(string? id)
    {
        Assert.False(SweepId.IsValid(id));
        Assert.Throws<ArgumentException>(() => SweepId.ThrowIfInvalid(id));
    }

    [Fact]
    public void An_id_longer_than_the_limit_is_none()
    {
        Assert.True(SweepId.IsValid(new string('a', SweepId.MaxLength)));
        Assert.False(SweepId.IsValid(new string('a', SweepId.MaxLength + 1)));
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
