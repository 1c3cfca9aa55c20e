using Sweep.Core.Schedulers;

namespace Sweep.Core.Tests.Schedulers;

public sealed class IndexRangesBuilderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0,1,2,5,7,8")]
    [InlineData("3,9000000000,9000000001")]
    public void Set_is_that_of_the_same_numbers_in_any_order(string numbers)
    {
        var indices = numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToList();
        var builder = new IndexRangesBuilder();
        indices.ForEach(builder.Append);
        Assert.Equal(IndexRanges.Of(Enumerable.Reverse(indices)), builder.Build());
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(4, 4)]
    [InlineData(4, 3)]
    public void Number_that_does_not_ascend_is_refused(long first, long second)
    {
        var builder = new IndexRangesBuilder();
        builder.Append(first);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Append(second));
        Assert.Equal(IndexRanges.Of([first]), builder.Build());
    }
}
