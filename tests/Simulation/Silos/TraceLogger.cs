using Microsoft.Extensions.Logging;
using Sweep.GrainHost.Simulation;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>Writes warnings and errors into the trace.</summary>
internal sealed class TraceLogger<T>(SimulatedCluster cluster, string silo) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            cluster.Trace.Write($"{silo} {typeof(T).Name} says: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})")}");
    }
}
