using Sweep.Core.Specs;

namespace Sweep.Deploy.Tests.Server;

/// <summary>How long a trial waits for a silo that was lost.</summary>
public sealed class LeaseTests
{
    [Theory]
    [InlineData(null, 30)]
    [InlineData("6", 6)]
    [InlineData("3600", 3600)]
    public void It_is_half_a_minute_unless_asked_otherwise(string? asked, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), Fixture.Silo.Read(Variables(asked)).Silo.Lease);

    [Theory]
    [InlineData("5")]
    [InlineData("3601")]
    [InlineData("half a minute")]
    public void What_would_lose_trials_of_a_busy_silo_or_keep_them_for_hours_is_refused(string asked)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => Fixture.Silo.Read(Variables(asked)));
        Assert.Equal($"--lease is '{asked}', but must be a whole number between 6 and 3600", refusal.Message);
    }

    private static Dictionary<string, string> Variables(string? lease)
    {
        var variables = new Dictionary<string, string> { ["SWEEP_STORE"] = "postgres://sweep@db/sweep" };
        if (lease is not null)
            variables["SWEEP_LEASE"] = lease;
        return variables;
    }
}
