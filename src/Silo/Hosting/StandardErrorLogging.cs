using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Sweep.Silo.Hosting;

/// <summary>Where warnings and errors of this process go.</summary>
internal static class StandardErrorLogging
{
    /// <summary>Logs warnings and worse to standard error; results alone go to standard output.</summary>
    public static ILoggingBuilder AddStandardError(this ILoggingBuilder logging, LogFormat format)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else
        {
            logging.AddSimpleConsole();
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
