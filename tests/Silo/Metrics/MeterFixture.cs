using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

/// <summary>One meter whose name no other test uses, under one exporter.</summary>
internal sealed class MeterFixture : IDisposable
{
    private readonly MeterProvider provider;

    public MeterFixture(
        Action<MeterProviderBuilder>? configure = null, string? name = null, PrometheusExporter? exporter = null,
        Dictionary<string, object>? resource = null, [CallerMemberName] string test = "")
    {
        Meter = new(name ?? $"Test.{test}", "9.9.9");
        Exporter = exporter ?? new();
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddAttributes(resource ?? []))
            .AddMeter(Meter.Name)
            .AddReader(new BaseExportingMetricReader(Exporter));
        configure?.Invoke(builder);
        provider = builder.Build();
    }

    public Meter Meter { get; }

    public PrometheusExporter Exporter { get; }

    public Task<string> TextAsync() => Exporter.ReadAsync(ExpositionFormat.Text);

    public Task<string> OpenMetricsAsync() => Exporter.ReadAsync(ExpositionFormat.OpenMetrics);

    public void Stop() => provider.Dispose();

    public void Dispose()
    {
        provider.Dispose();
        Meter.Dispose();
    }
}
