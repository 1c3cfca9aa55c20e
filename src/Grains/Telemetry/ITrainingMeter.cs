using Sweep.Grains.Running;

namespace Sweep.Grains.Telemetry;

/// <summary>Told what trainers compute. Called on their threads; must return at once.</summary>
public interface ITrainingMeter
{
    /// <summary>An epoch was trained.</summary>
    /// <param name="job">The training.</param>
    /// <param name="operations">Floating-point operations of its matrix products, 2·m·n·k each.</param>
    void EpochTrained(TrainingJob job, double operations);
}
