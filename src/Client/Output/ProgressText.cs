using System.Globalization;
using System.Text;
using Sweep.Grains.Contracts;

namespace Sweep.Client.Output;

/// <summary>Progress in words.</summary>
internal static class ProgressText
{
    /// <summary>One line: done, running, diverged, failed, pace, time left.</summary>
    public static string Line(SweepStatus status, Pace pace)
        => string.Create(CultureInfo.InvariantCulture, $"{status.Finished}/{status.Total} trials  {status.InFlight} in flight  {status.Diverged} diverged  {status.Failed} failed  {pace.PerSecond:0.0} trials/s  {Left(pace)} left");

    /// <summary>A number with four significant digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary><c>ValidationLoss</c> as <c>validation_loss</c>.</summary>
    public static string ToSnakeCase(this string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static string Left(Pace pace)
        => pace.Left is not { } left ? "?"
            : left.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}h{left.Minutes:00}m")
            : left.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{left.Minutes}m{left.Seconds:00}s")
            : string.Create(CultureInfo.InvariantCulture, $"{left.Seconds}s");
}
