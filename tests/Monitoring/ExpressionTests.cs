using Sweep.Monitoring.Tests.Dashboards;

namespace Sweep.Monitoring.Tests;

public sealed class ExpressionTests
{
    [Fact]
    public void Names_are_read_out_of_an_expression()
    {
        var (selectors, grouped) = Expressions.Read("sum by (a, le) (rate(x_bucket{job=~\"a{b}\",le!=\"+Inf\"}[5m] offset 1m)) / on (a) group_left (c) clamp(y, 0, +Inf) or vector(1)");
        Assert.Equal(["x_bucket", "y"], selectors.Select(selector => selector.Metric));
        Assert.Equal(["job", "le"], selectors[0].Matchers);
        Assert.Equal(["a", "le", "c"], grouped);
    }
}
