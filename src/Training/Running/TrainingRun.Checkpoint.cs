using System.Buffers;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Checkpoints;
using Sweep.Training.Data;
using Sweep.Training.Kernels;

namespace Sweep.Training.Running;

internal sealed unsafe partial class TrainingRun
{
    /// <summary>A training at the point where <see cref="Save"/> was called.</summary>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or belongs to another training.</exception>
    public static TrainingRun Resume(TrialConfig config, PreparedData data, RandomDraws draws, ArenaPool pool, ReadOnlySpan<byte> checkpoint)
    {
        using var reader = new CheckpointReader(checkpoint, CheckpointFormat.Identity(config, data, draws.Key));
        var run = new TrainingRun(config, data, draws, pool);
        try
        {
            run.Read(reader);
            return run;
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            run.Dispose();
            throw new InvalidCheckpointException($"The checkpoint cannot be read, as if another build had written it: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new CheckpointWriter();
        var values = writer.Values;
        values.Write(_state.Epochs);
        values.Write(_state.Steps);
        values.Write(_state.Samples);
        values.Write(_state.FirstLoss);
        values.Write(_state.LastRate);
        values.Write((int)(_state.End ?? 0));
        values.Write(_state.DivergedStep);
        values.Write(_state.DivergedLayer);
        values.Write(_state.Detail ?? "");
        values.Write(_state.EpochsWithoutGain);
        values.Write(_rate.PlateauFactor);
        values.Write(_rate.PlateauBest);
        values.Write(_rate.PlateauWait);
        values.Write(_workspace.Update.MomentumProduct);
        ReportCodec.Write(values, _state.Report);
        ReportCodec.Write(values, _state.Best);
        writer.Floats(_network.Parameters, _plan.ParameterFloats);
        writer.Floats(_network.Statistics.Values, _network.Statistics.Floats);
        writer.Floats(_workspace.Update.State, _workspace.Update.StateFloats);
        if (RestoresBest)
        {
            writer.Floats(_workspace.BestParameters, _plan.ParameterFloats);
            writer.Floats(_workspace.BestStatistics, _network.Statistics.Floats);
        }

        writer.Complete(CheckpointFormat.Identity(_config, _data, _draws.Key), output);
    }

    private void Read(CheckpointReader reader)
    {
        var values = reader.Values;
        _state.Epochs = values.ReadInt32();
        _state.Steps = values.ReadInt64();
        _state.Samples = values.ReadInt64();
        _state.FirstLoss = values.ReadDouble();
        _state.LastRate = values.ReadDouble();
        _state.End = values.ReadInt32() is var end and not 0 ? (TrainingEnd)end : null;
        _state.DivergedStep = values.ReadInt64();
        _state.DivergedLayer = values.ReadInt32();
        _state.Detail = values.ReadString() is { Length: > 0 } detail ? detail : null;
        _state.EpochsWithoutGain = values.ReadInt32();
        _rate.PlateauFactor = values.ReadDouble();
        _rate.PlateauBest = values.ReadDouble();
        _rate.PlateauWait = values.ReadInt32();
        _workspace.Update.MomentumProduct = values.ReadDouble();
        _state.Report = ReportCodec.Read(values);
        _state.Best = ReportCodec.Read(values);
        reader.Floats(_network.Parameters, _plan.ParameterFloats);
        reader.Floats(_network.Statistics.Values, _network.Statistics.Floats);
        reader.Floats(_workspace.Update.State, _workspace.Update.StateFloats);
        if (RestoresBest)
        {
            reader.Floats(_workspace.BestParameters, _plan.ParameterFloats);
            reader.Floats(_workspace.BestStatistics, _network.Statistics.Floats);
        }

        reader.Complete();
        if (_state.Epochs != (_state.Report?.Epoch ?? 0) || (_state.End is { } reason && !Enum.IsDefined(reason)))
            throw new FormatException($"{_state.Epochs} epochs that end by {_state.End} do not go with the report of epoch {_state.Report?.Epoch}.");
    }
}
