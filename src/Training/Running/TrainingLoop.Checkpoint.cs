using System.Buffers;
using Sweep.Core.Results;
using Sweep.Training.Checkpoints;

namespace Sweep.Training.Running;

internal abstract unsafe partial class TrainingLoop
{
    /// <summary>Brings a training to the point where <see cref="Save"/> was called; disposes of it where that cannot be.</summary>
    /// <param name="checkpoint">What was saved.</param>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or belongs to another training.</exception>
    protected void Continue(ReadOnlySpan<byte> checkpoint)
    {
        try
        {
            using var reader = new CheckpointReader(checkpoint, CheckpointFormat.Identity(_config, _data, Draws.Key));
            Read(reader);
            Deliver();
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            Dispose();
            throw new InvalidCheckpointException($"The checkpoint cannot be read, as if another build had written it: {exception.Message}", exception);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Fetch();
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
        values.Write(MomentumProduct);
        ReportCodec.Write(values, _state.Report);
        ReportCodec.Write(values, _state.Best);
        writer.Floats(Parameters, Plan.ParameterFloats);
        writer.Floats(Statistics.Start, Statistics.Floats);
        writer.Floats(OptimizerState.Start, OptimizerState.Floats);
        if (RestoresBest)
        {
            writer.Floats(BestParameters.Start, BestParameters.Floats);
            writer.Floats(BestStatistics.Start, BestStatistics.Floats);
        }

        writer.Complete(CheckpointFormat.Identity(_config, _data, Draws.Key), output);
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
        MomentumProduct = values.ReadDouble();
        _state.Report = ReportCodec.Read(values);
        _state.Best = ReportCodec.Read(values);
        reader.Floats(Parameters, Plan.ParameterFloats);
        reader.Floats(Statistics.Start, Statistics.Floats);
        reader.Floats(OptimizerState.Start, OptimizerState.Floats);
        if (RestoresBest)
        {
            reader.Floats(BestParameters.Start, BestParameters.Floats);
            reader.Floats(BestStatistics.Start, BestStatistics.Floats);
        }

        reader.Complete();
        if (_state.Epochs != (_state.Report?.Epoch ?? 0) || (_state.End is { } reason && !Enum.IsDefined(reason)))
            throw new FormatException($"{_state.Epochs} epochs that end by {_state.End} do not go with the report of epoch {_state.Report?.Epoch}.");
    }
}
