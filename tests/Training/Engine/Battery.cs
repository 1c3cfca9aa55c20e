using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Engine;

/// <summary>Small trainings that together meet every technique, and the digest of everything that one yields.</summary>
internal static class Battery
{
    public static readonly RandomKey Key = RandomKey.For(11, 2);

    private static readonly Lazy<(string Name, TrialConfig Config, PreparedData Data)[]> All = new(() => [.. Cases()]);

    private static readonly Lazy<Dictionary<string, string>> Digests = new(() => Names.ToDictionary(name => name, name => Digest(name, new NativeTrainer())));

    public static IReadOnlyList<string> Names => [.. All.Value.Select(c => c.Name)];

    public static (TrialConfig Config, PreparedData Data) Of(string name)
    {
        var found = All.Value.Single(c => c.Name == name);
        return (found.Config, found.Data);
    }

    public static string Digest(IReadOnlyList<EpochReport> reports, TrialResult result)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            Append(text, report.Epoch, report.Steps, report.Samples, report.TrainLoss, report.TrainScore, report.ValidationLoss, report.ValidationScore, report.LearningRate, report.TrainTopK, report.ValidationTopK);
            foreach (var l in report.Layers)
            {
                Append(text, l.GradientNormMin, l.GradientNormMean, l.GradientNormMax, l.NanCount, l.InfCount, l.WeightNorm, l.UpdateRatio);
                Append(text, l.ActivationMean, l.ActivationStd, l.SaturatedShare, l.DeadShare, l.ClipRate, l.ClipFactor, l.JacobianNorm, l.JacobianBound);
                Append(text, [.. l.Histogram.Select(count => (double)count)]);
            }
        }

        Append(text, (int)result.Outcome, (int)(result.End ?? 0), result.Epochs, result.Steps, result.Samples, result.BestEpoch);
        Append(text, result.TrainLoss, result.TrainScore, result.ValidationLoss, result.ValidationScore, result.TestLoss, result.TestScore, result.TrainTopK, result.ValidationTopK, result.TestTopK);
        Append(text, result.DivergedStep, result.DivergedLayer);
        text.Append(result.Detail).Append(result.WeightsHash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The digest of one case, trained once in this process.</summary>
    public static string Digest(string name) => Digests.Value[name];

    /// <summary>Trains one case and returns its digest.</summary>
    public static string Digest(string name, NativeTrainer trainer)
    {
        var (config, data) = Of(name);
        using var run = trainer.Start(config, data, Key);
        var reports = new List<EpochReport>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            reports.Add(run.Report);
        return Digest(reports, run.Finish());
    }

    // NaN of either sign and any payload is one value; everything else counts to the last bit.
    private static void Append(StringBuilder text, params double[] values)
    {
        foreach (var value in values)
            text.Append(double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("x16", null)).Append(' ');
    }

    private static IEnumerable<(string Name, TrialConfig Config, PreparedData Data)> Cases()
    {
        var classes = Samples.Classes(features: 9, classes: 4, train: 53);
        var two = Samples.Classes(features: 5, classes: 2, train: 40, seed: 4);
        var numbers = Samples.Numbers();
        var images = Images();
        var probes = new ProbesConfig { Histogram = 1, Jacobian = 2 };
        TrialConfig Config(ModelConfig model, TrainingConfig training)
            => new() { Model = model with { Hidden = model.Hidden ?? [21, 17, 17] }, Training = training with { Epochs = 4, BatchSize = training.BatchSize == new BatchSize(32) ? new BatchSize(12) : training.BatchSize }, Probes = probes };

        foreach (var activation in new Activation[]
        {
            new Activation.Sigmoid(), new Activation.Tanh(), new Activation.Relu(), new Activation.LeakyRelu(), new Activation.Prelu(), new Activation.Elu(),
            new Activation.Selu(), new Activation.Gelu(), new Activation.GeluTanh(), new Activation.Silu(), new Activation.Softplus(), new Activation.HardTanh(), new Activation.Identity(),
        })
        {
            yield return ($"activation {activation.GetType().Name}", Config(new ModelConfig { Activation = activation }, new TrainingConfig()), classes);
        }

        foreach (var init in new Initialisation[]
        {
            new Initialisation.Zero(), new Initialisation.Constant(), new Initialisation.Uniform(), new Initialisation.Normal(), new Initialisation.XavierUniform(), new Initialisation.XavierNormal(),
            new Initialisation.HeUniform(), new Initialisation.HeNormal { Fan = FanMode.FanOut, Slope = 0.1 }, new Initialisation.LecunUniform(), new Initialisation.LecunNormal(), new Initialisation.Orthogonal(),
        })
        {
            yield return ($"init {init.GetType().Name}", Config(new ModelConfig { Init = init, BiasInit = new Initialisation.Normal() }, new TrainingConfig()), classes);
        }

        foreach (var optimizer in new Optimizer[]
        {
            new Optimizer.Sgd { LearningRate = 0.1 }, new Optimizer.Sgd { Momentum = 0.9 }, new Optimizer.Sgd { Momentum = 0.8, Dampening = 0.2 }, new Optimizer.Sgd { Momentum = 0.9, Nesterov = true },
            new Optimizer.Adagrad { InitialAccumulator = 0.1, LrDecay = 0.01 }, new Optimizer.RmsProp(), new Optimizer.RmsProp { Centered = true, Momentum = 0.5 }, new Optimizer.Adadelta(), new Optimizer.Adam(),
            new Optimizer.AmsGrad(), new Optimizer.AdamW(), new Optimizer.Nadam(), new Optimizer.RAdam { Beta2 = 0.9 }, new Optimizer.Lion(),
        })
        {
            yield return ($"optimizer {optimizer}", Config(new ModelConfig { Activation = new Activation.Tanh() }, new TrainingConfig { Optimizer = optimizer, L2 = 0.01, L1 = 0.001, WeightDecay = 0.02, Penalize = Penalised.All }), classes);
        }

        foreach (var norm in new Normalisation[]
        {
            new Normalisation.BatchNorm(), new Normalisation.BatchNorm { Position = NormPosition.After }, new Normalisation.LayerNorm(), new Normalisation.LayerNorm { Position = NormPosition.After },
        })
        {
            yield return ($"norm {norm}", Config(new ModelConfig { Normalization = norm, Residual = 2 }, new TrainingConfig { Penalize = Penalised.WeightsAndBiases, L2 = 0.01 }), classes);
        }

        foreach (var clip in new Clip[] { new Clip.Value { Limit = 0.01 }, new Clip.Norm { Limit = 0.1 }, new Clip.LayerNorm { Limit = 0.05 }, new Clip.Adaptive() })
            yield return ($"clip {clip}", Config(new ModelConfig(), new TrainingConfig { Clip = clip, Optimizer = new Optimizer.Sgd { LearningRate = 0.3 } }), classes);

        foreach (var schedule in new Schedule[] { new Schedule.Step { Every = 2 }, new Schedule.Exponential(), new Schedule.Cosine { Floor = 0.1 }, new Schedule.OneCycle(), new Schedule.Plateau { Patience = 0, Threshold = 0.5 } })
            yield return ($"schedule {schedule}", Config(new ModelConfig(), new TrainingConfig { Schedule = schedule, WarmupSteps = 5 }), classes);

        foreach (var loss in new Loss[] { new Loss.CrossEntropy(), new Loss.BinaryCrossEntropy(), new Loss.Mse(), new Loss.Huber { Delta = 0.3 }, new Loss.Mae() })
            yield return ($"loss {loss}", Config(new ModelConfig(), new TrainingConfig { Loss = loss, LabelSmoothing = 0.1 }), two);

        yield return ("regression", Config(new ModelConfig { Activation = new Activation.Gelu() }, new TrainingConfig { Optimizer = new Optimizer.Adam { LearningRate = 0.01 } }), numbers);
        yield return ("dropout", Config(new ModelConfig { Dropout = 0.3, InputDropout = 0.1, Layers = [new LayerOverride { Layer = 2, Dropout = 0, Activation = new Activation.Tanh(), Init = new Initialisation.Orthogonal() }] }, new TrainingConfig()), classes);
        yield return ("alpha dropout", Config(new ModelConfig { AlphaDropout = 0.2, Activation = new Activation.Selu() }, new TrainingConfig()), classes);
        yield return ("both dropouts", Config(new ModelConfig { AlphaDropout = 0.2, Dropout = 0.2, Activation = new Activation.Selu() }, new TrainingConfig()), classes);
        yield return ("projections", Config(new ModelConfig { Residual = 1, Hidden = [8, 24, 5] }, new TrainingConfig()), classes);
        yield return ("max norm", Config(new ModelConfig(), new TrainingConfig { MaxNorm = 0.5, Optimizer = new Optimizer.Sgd { LearningRate = 0.3 } }), classes);
        yield return ("single samples", Config(new ModelConfig(), new TrainingConfig { BatchSize = new BatchSize(1) }), classes);
        yield return ("full batch", Config(new ModelConfig(), new TrainingConfig { BatchSize = BatchSize.Full }), classes);
        yield return ("step budget", Config(new ModelConfig(), new TrainingConfig { MaxSteps = 8 }), classes);
        yield return ("early stopping", Config(new ModelConfig { Hidden = [64] }, new TrainingConfig { Optimizer = new Optimizer.Sgd { LearningRate = 2 }, EarlyStopping = new EarlyStopping.Patience { Epochs = 1, MinDelta = 0.01 } }), classes);
        yield return ("divergence", Config(new ModelConfig { Activation = new Activation.Identity() }, new TrainingConfig { Loss = new Loss.Mse(), Optimizer = new Optimizer.Sgd { LearningRate = 1e5 } }), classes);
        yield return ("augmentation", Config(new ModelConfig(), new TrainingConfig { Augmentation = new Augmentation { Noise = 0.2, FeatureDropout = 0.1, Mixup = 0.3 } }), classes);
        yield return ("images", Config(new ModelConfig(), new TrainingConfig { Augmentation = new Augmentation { Shift = 1, Rotate = 20, Scale = 0.1, Cutout = 2, Mixup = 2 } }), images);
        yield return ("top-k accuracy", Config(new ModelConfig(), new TrainingConfig { TopK = 2, EarlyStopping = new EarlyStopping.Patience { Epochs = 3 } }), classes);
        yield return ("no hidden layer", Config(new ModelConfig { Hidden = [] }, new TrainingConfig()), classes);
        yield return ("large layers", Config(new ModelConfig { Hidden = [150, 130] }, new TrainingConfig { BatchSize = new BatchSize(50) }), Samples.Classes(features: 300, classes: 3, train: 150, seed: 9));
    }

    private static PreparedData Images()
    {
        var data = Samples.Classes(features: 48, classes: 3, train: 40, seed: 5);
        return new PreparedData
        {
            Name = data.Name,
            Task = data.Task,
            Features = data.Features,
            Classes = data.Classes,
            Image = new ImageShape(6, 8),
            Train = data.Train,
            Validation = data.Validation,
            Test = data.Test,
            Hash = data.Hash,
        };
    }
}
