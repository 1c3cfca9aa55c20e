using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Sweep.Core.Specs;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tracing;

/// <summary>
/// Sends one trace a sweep by OTLP: a span for each process that runs or follows it, and under that one for each attempt
/// at a trial. The trace's id follows from the sweep's id and spec, so that all processes agree on it.
/// </summary>
internal sealed class SweepTracing : IDisposable
{
    /// <summary>Name of the source of all spans.</summary>
    public const string Source = "Sweep";

    private readonly ActivitySource _source;
    private readonly TracerProvider _provider;
    private readonly ConcurrentDictionary<string, Lazy<SweepSpan>> _sweeps = new(StringComparer.Ordinal);

    /// <summary>Begins to trace, as the OTEL_ variables ask.</summary>
    /// <exception cref="InvalidInputException">They ask for a sampler that there is not.</exception>
    public SweepTracing(string? version, IConfiguration environment)
    {
        _source = new(Source, version);
        Trials = new(this, _source);
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(environment))
            .SetResourceBuilder(ProcessResource.Make(version))
            .SetSampler(TraceSampling.Read(environment))
            .AddSource(Source)
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>The spans of attempts.</summary>
    public TrialTracing Trials { get; }

    /// <summary>Traces a sweep until the answer is disposed.</summary>
    /// <param name="sweep">The sweep's id.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="end">What is known of it in the end.</param>
    public IDisposable Watch(string sweep, SweepPlan plan, Func<IEnumerable<KeyValuePair<string, object?>>> end)
    {
        _ = ParentOf(sweep, plan);
        return new Watching(this, sweep, end);
    }

    /// <summary>What spans of a sweep's trials stand under.</summary>
    public ActivityContext ParentOf(string sweep, SweepPlan plan)
        => _sweeps.GetOrAdd(sweep, id => new(() => Begin(id, plan))).Value.Context;

    /// <summary>Ends all spans and sends what waits, for five seconds at most.</summary>
    public void Dispose()
    {
        Trials.Dispose();
        foreach (var sweep in _sweeps.Values)
            sweep.Value.Span?.Dispose();
        _provider.Dispose();
        _source.Dispose();
    }

    private SweepSpan Begin(string sweep, SweepPlan plan)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{sweep}\n{plan.Hash}"));
        var given = new ActivityContext(ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), default, ActivityTraceFlags.None);
        var current = Activity.Current;
        var span = _source.StartActivity($"sweep {plan.Spec.Name}", ActivityKind.Internal, given,
        [
            new("sweep.id", sweep), new("sweep.name", plan.Spec.Name), new("sweep.trials", plan.Trials), new("sweep.spec_hash", plan.Hash),
        ]);
        Activity.Current = current;
        return new(span, span?.Context ?? given);
    }

    private sealed record SweepSpan(Activity? Span, ActivityContext Context);

    private sealed class Watching(SweepTracing tracing, string sweep, Func<IEnumerable<KeyValuePair<string, object?>>> end) : IDisposable
    {
        public void Dispose()
        {
            if (!tracing._sweeps.TryRemove(sweep, out var watched) || watched.Value.Span is not { } span)
                return;
            foreach (var (name, value) in end())
                span.SetTag(name, value);
            span.Dispose();
        }
    }
}
