using Sweep.Core.Configuration;
using Sweep.Core.Verdicts;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Calibration;

/// <summary>What can be known of a case without any rule: the network at its start in double precision, and other trainings.</summary>
internal sealed class Facts
{
    private readonly NativeTrainer _trainer;
    private readonly Case _case;
    private readonly PreparedData _data;
    private InitialState? _initial;

    /// <summary>Trains the case.</summary>
    public Facts(NativeTrainer trainer, DataProvider provider, Case @case)
    {
        _trainer = trainer;
        _case = @case;
        _data = provider.Load(@case.Config.Dataset, @case.Key, ".");
        Own = Trained.Of(trainer, @case.Config, _data, @case.Key);
    }

    /// <summary>The case's own training.</summary>
    public Trained Own { get; }

    /// <summary>The configuration.</summary>
    public TrialConfig Config => _case.Config;

    /// <summary>The network before its first step, in double precision.</summary>
    public InitialState Initial => _initial ??= InitialState.Of(Config, _data, _case.Key);

    /// <summary>Share of the way from chance to perfect.</summary>
    public double Gain(double score)
    {
        var chance = VerdictContext.For(Config, _data.Task).ChanceScore;
        return (score - chance) / (1 - chance);
    }

    /// <summary>Loss of guessing.</summary>
    public double ChanceLoss => VerdictContext.For(Config, _data.Task).ChanceLoss;

    /// <summary>The same training, this many times as long.</summary>
    public Trained Longer(int times)
        => Trained.Of(_trainer, Config with { Training = Config.Training with { Epochs = times * Config.Training.Epochs } }, _data, _case.Key);

    /// <summary>The same training at this part of its learning rate.</summary>
    public Trained Gentler(int part)
        => Trained.Of(_trainer, Config with { Training = Config.Training with { Optimizer = Config.Training.Optimizer with { LearningRate = Config.Training.Optimizer.LearningRate / part } } }, _data, _case.Key);

    /// <summary>An ordinary network on the same data: what there is to learn.</summary>
    public Trained Control()
        => Trained.Of(_trainer, Config with
        {
            Model = new() { Hidden = [64, 64] },
            Training = new() { Epochs = 100, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        }, _data, _case.Key);
}
