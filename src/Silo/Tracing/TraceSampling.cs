using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using Sweep.Core.Specs;

namespace Sweep.Silo.Tracing;

/// <summary>
/// Decides which sweeps are traced, by <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c>. The trace of a sweep
/// is given, so its first span has a parent without a span of its own; that parent has decided nothing.
/// </summary>
internal sealed class TraceSampling(Sampler asked) : Sampler
{
    private static readonly string[] Names =
        ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    /// <summary>What the variables ask for; every sweep where they are silent.</summary>
    /// <exception cref="InvalidInputException">They ask for what there is not.</exception>
    public static TraceSampling Read(IConfiguration environment)
    {
        var name = environment["OTEL_TRACES_SAMPLER"] is { Length: > 0 } set ? set : "parentbased_always_on";
        return new(name.ToLowerInvariant() switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => Ratio(environment),
            "parentbased_always_on" => new ParentBasedSampler(new AlwaysOnSampler()),
            "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new ParentBasedSampler(Ratio(environment)),
            _ => throw new InvalidInputException($"OTEL_TRACES_SAMPLER is '{name}', but must be one of {string.Join(", ", Names)}"),
        });
    }

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        => samplingParameters.ParentContext.SpanId != default
            ? asked.ShouldSample(samplingParameters)
            : asked.ShouldSample(new(default, samplingParameters.TraceId, samplingParameters.Name, samplingParameters.Kind, samplingParameters.Tags, samplingParameters.Links));

    private static TraceIdRatioBasedSampler Ratio(IConfiguration environment)
    {
        const string Variable = "OTEL_TRACES_SAMPLER_ARG";
        if (environment[Variable] is not { Length: > 0 } text)
            return new(1);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? new(ratio)
            : throw new InvalidInputException($"{Variable} is '{text}', but must be a share between 0 and 1");
    }
}
