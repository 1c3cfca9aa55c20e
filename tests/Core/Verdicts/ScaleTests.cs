using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Tests.Verdicts;

/// <summary>No verdict depends on the unit in which losses and gradients are measured.</summary>
public sealed class ScaleTests
{
    private static readonly VerdictContext Context = VerdictContext.For(TaskKind.Classification, 10, rectifier: false);

    private static readonly Gen<float> Share = Gen.Choose(0, 20).Select(i => i / 20f);
    private static readonly Gen<float> Power = Gen.Choose(-30, 30).Select(i => MathF.Pow(2, i));

    private static readonly Gen<LayerReport> Layer =
        from norm in Power
        from spread in Gen.Elements(1f, 4f, 4096f)
        from dead in Share
        from saturated in Share
        from update in Gen.Elements(1e-3f, 1e-9f)
        select new LayerReport
        {
            Layer = 1,
            GradientNormMin = norm / spread,
            GradientNormMean = norm,
            GradientNormMax = norm * spread,
            DeadShare = dead * dead,
            SaturatedShare = saturated * saturated,
            UpdateRatio = update,
            WeightNorm = 1,
        };

    private static readonly Gen<EpochReport> Epoch =
        from layers in Layer.ArrayOf(4)
        from loss in Power
        from validation in Power
        from score in Share
        select new EpochReport
        {
            Epoch = 1,
            Steps = 1,
            TrainLoss = loss,
            TrainScore = score,
            ValidationLoss = validation,
            ValidationScore = score,
            LearningRate = 1,
            Layers = [.. layers.Select((l, i) => l with { Layer = i + 1 })],
        };

    private static readonly Gen<EpochReport[]> Epochs = Epoch.ArrayOf().Select(all => all.Select((e, i) => e with { Epoch = i + 1 }).ToArray());

    [Fact]
    public void Verdicts_do_not_depend_on_the_unit_of_the_gradient() => Holds((epochs, unit) =>
        Of(epochs.Select(e => Gradients(e, unit)), Context).SequenceEqual(Of(epochs, Context)));

    [Fact]
    public void Verdicts_do_not_depend_on_the_unit_of_the_loss() => Holds((epochs, unit) =>
        Of(epochs.Select(e => e with { TrainLoss = e.TrainLoss * unit, ValidationLoss = e.ValidationLoss * unit }), Context with { ChanceLoss = Context.ChanceLoss * unit })
            .SequenceEqual(Of(epochs, Context)));

    [Fact]
    public void Evidence_stands_in_the_order_of_verdicts_and_healthy_stands_alone() => Holds((epochs, _) =>
    {
        var found = Of(epochs, Context).Select(e => e.Verdict).ToList();
        return found.SequenceEqual(found.Distinct().Order()) && (found.Count == 1 || !found.Contains(Verdict.Healthy)) && (found.Count > 0 || epochs.Length < 2);
    });

    [Fact]
    public void A_stricter_line_never_adds_its_verdict() => Holds((epochs, _) =>
    {
        bool Has(VerdictThresholds lines, Verdict verdict) => VerdictRules.Judge(epochs, Completed, Context, lines).Has(verdict);
        return (Has(new(), Verdict.Dead) || !Has(new() { DeadShare = 0.9 }, Verdict.Dead))
            && (Has(new(), Verdict.Saturated) || !Has(new() { SaturatedShare = 0.9 }, Verdict.Saturated))
            && (Has(new(), Verdict.Exploding) || !Has(new() { ExplosiveLoss = 1e6 }, Verdict.Exploding));
    });

    private static readonly TrialResult Completed = new() { Outcome = TrialOutcome.Completed, End = TrainingEnd.Epochs };

    private static IEnumerable<(Verdict Verdict, int Layer, int First, int Last, double Value)> Of(IEnumerable<EpochReport> epochs, VerdictContext context)
        => VerdictRules.Judge([.. epochs], Completed, context).Evidence.Select(e => (e.Verdict, e.Layer, e.FirstEpoch, e.LastEpoch, e.Value));

    private static EpochReport Gradients(EpochReport epoch, float unit) => epoch with
    {
        Layers = [.. epoch.Layers.Select(l => l with { GradientNormMin = l.GradientNormMin * unit, GradientNormMean = l.GradientNormMean * unit, GradientNormMax = l.GradientNormMax * unit })],
    };

    // Units are powers of two, so that scaling is exact and every comparison falls as before.
    private static void Holds(Func<EpochReport[], float, bool> holds)
        => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            Epochs.ToArbitrary(), Gen.Choose(-12, 12).Select(i => MathF.Pow(2, i)).ToArbitrary(), holds));
}
