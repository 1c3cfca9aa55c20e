using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Sweep.Grains.Placement;

namespace Sweep.Silo.Hosting.Cluster;

/// <summary>What our grains need of every silo of Orleans.</summary>
internal static class SiloDefaults
{
    // Sweeps are woken more often than Orleans would have it; there is one reminder for each that runs, and none else.
    private static readonly TimeSpan LeastReminderPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Sets up placement and reminders.</summary>
    public static ISiloBuilder ForSweeps(this ISiloBuilder silo)
        => silo
            .Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = LeastReminderPeriod)
            .AddPlacementDirector<FreeSlotsPlacement, FreeSlotsDirector>();

    /// <summary>Leaves out advice that is for other uses: on the collector's kind, and on the period of reminders.</summary>
    public static ILoggingBuilder WithoutAdvice(this ILoggingBuilder logging)
        => logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Hosting.ReminderOptionsValidator", LogLevel.Error);
}
