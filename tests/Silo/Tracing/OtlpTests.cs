using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Telemetry;
using Sweep.Silo.Hosting;
using Sweep.Silo.Metrics;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Tests.Tracing;

/// <summary>What is sent by OTLP, to a receiver that reads the bytes.</summary>
public sealed class OtlpTests
{
    private const string Id = "traced-0001";

    private const string Spec = """
        name: traced
        dataset: iris
        model: {hidden: [4]}
        training: {epochs: 6, batch_size: 32}
        checkpoint: {every_epochs: 2}
        vary: {activation: [tanh, relu]}
        replicates: 2
        """;

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_sweep_is_one_trace_with_a_span_for_each_attempt_and_its_metrics_come_along(string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(grpc: protocol == "grpc");
        await RunAsync(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-token=secret",
            ["OTEL_SERVICE_NAME"] = "nightly",
        });

        var spans = receiver.Spans;
        var root = Assert.Single(spans, span => span.Name == "sweep traced");
        Assert.Equal(("", "finished", "4", "4"), (root.Parent, root.Tags["sweep.phase"], root.Tags["sweep.trials"], root.Tags["sweep.completed"]));
        var trials = spans.Where(span => span.Name == "trial attempt").ToList();
        Assert.Equal(["0", "1", "2", "3"], trials.Select(span => span.Tags["trial.index"]).Order());
        Assert.All(trials, span =>
        {
            Assert.Equal((root.Trace, root.Id), (span.Trace, span.Parent));
            Assert.Equal(("1", "completed", Id, "nightly"), (span.Tags["trial.attempt"], span.Tags["trial.outcome"], span.Tags["sweep.id"], span.Resource["service.name"]));
            Assert.Contains(span.Tags["factor.activation"], "tanh relu", StringComparison.Ordinal);
            Assert.Equal("scheduler.start", span.Events[0].Name);
            Assert.Contains(span.Events, e => e.Name == "checkpoint" && e.Tags.ContainsKey("bytes"));
            Assert.Contains(span.Events, e => e.Name == "verdict" && e.Tags.ContainsKey("verdict"));
        });
        Assert.Contains("sweep.trials.finished", receiver.Metrics);
        Assert.Contains("dotnet.gc.collections", receiver.Metrics);
        Assert.All(receiver.Requests, request => Assert.Equal("secret", request.Token));
        var services = receiver.Requests.Select(request => request.Path).Distinct().Order().ToArray();
        Assert.Equal(protocol == "grpc"
            ? ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"]
            : ["/v1/metrics", "/v1/traces"], services);
    }

    [Fact]
    public async Task Whoever_runs_a_sweep_again_goes_on_with_its_trace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        for (var i = 0; i < 2; i++)
            await RunAsync(Http(receiver));
        Assert.Equal(2, receiver.Spans.Count(span => span.Name == "sweep traced"));
        Assert.Single(receiver.Spans.Select(span => span.Trace).Distinct());
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true", false, false)]
    [InlineData("OTEL_TRACES_SAMPLER", "always_off", true, false)]
    [InlineData("OTEL_TRACES_EXPORTER", "none", true, false)]
    [InlineData("OTEL_METRICS_EXPORTER", "none", false, true)]
    public async Task The_variables_turn_it_off(string name, string value, bool metrics, bool traces)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var environment = Http(receiver);
        environment[name] = value;
        await RunAsync(environment);
        Assert.Equal((metrics, traces), (receiver.Metrics.Count > 0, receiver.Spans.Count > 0));
    }

    [Fact]
    public async Task A_ratio_takes_whole_sweeps_or_none()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var environment = Http(receiver);
        (environment["OTEL_TRACES_SAMPLER"], environment["OTEL_TRACES_SAMPLER_ARG"]) = ("parentbased_traceidratio", "0");
        await RunAsync(environment);
        Assert.Empty(receiver.Spans);
        environment["OTEL_TRACES_SAMPLER_ARG"] = "1";
        await RunAsync(environment);
        Assert.Equal(5, receiver.Spans.Count);
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes", "parentbased_traceidratio")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "2", "between 0 and 1")]
    public async Task A_sampler_that_there_is_not_is_refused_before_anything_runs(string name, string value, string allowed)
    {
        var environment = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1", ["OTEL_TRACES_SAMPLER"] = "traceidratio", [name] = value };
        var refusal = await Assert.ThrowsAsync<InvalidInputException>(() => RunAsync(environment));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(value, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_variable_nothing_is_sent_and_nothing_is_asked_of_training()
    {
        var nothing = new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_SERVICE_NAME", "x"), new("OTEL_EXPORTER_OTLP_HEADERS", "a=b")]).Build();
        Assert.Equal(OtlpSettings.None, OtlpSettings.Read(nothing));
        using var telemetry = new SiloTelemetry(serve: false, LogFormat.Text, nothing);
        Assert.Null(telemetry.Pipeline);
        var services = new ServiceCollection();
        telemetry.AddTo(services);
        Assert.Equal(typeof(ITrialTelemetry), Assert.Single(services).ServiceType);
        Assert.False(System.Diagnostics.Activity.Current is not null);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://x", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://x", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://x", false, true)]
    [InlineData("OTEL_TRACES_EXPORTER", "console, otlp", false, true)]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus", false, false)]
    public void A_signal_is_sent_where_its_exporter_or_an_endpoint_is_named(string name, string value, bool metrics, bool traces)
        => Assert.Equal(new(metrics, traces), OtlpSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build()));

    private static Dictionary<string, string?> Http(OtlpReceiver receiver) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    private static async Task RunAsync(Dictionary<string, string?> variables)
    {
        var plan = SpecCompiler.Compile(Spec, "traced").Plan!;
        var folder = Directory.CreateTempSubdirectory("sweep-otlp-");
        try
        {
            var options = new SweepHostOptions
            {
                StorePath = Path.Combine(folder.FullName, "sweeps.db"),
                Workers = 2,
                Environment = new ConfigurationBuilder().AddInMemoryCollection(variables).Build(),
            };
            await using var host = await SweepHost.StartAsync(options, new DataProvider());
            var now = host.Time.GetUtcNow();
            await host.Store.CreateAsync(new(Id, plan.Spec.Name, plan.NormalisedYaml, plan.Hash, folder.FullName, plan.Trials, SweepState.Running, now, now, "1"));
            SweepStatus? status = null;
            using (host.Watch(Id, plan, () => status, () => null))
            {
                var grain = host.Grains.GetGrain<ISweepGrain>(Id);
                status = await grain.StartAsync();
                while (status.Phase == SweepPhase.Running)
                {
                    await Task.Yield();
                    status = await grain.GetStatusAsync();
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
