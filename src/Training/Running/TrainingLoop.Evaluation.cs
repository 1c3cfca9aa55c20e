using Sweep.Training.Data;
using Sweep.Training.Planning;

namespace Sweep.Training.Running;

internal abstract unsafe partial class TrainingLoop
{
    // In inference samples do not touch each other, so how many are evaluated at a time changes no sample's bits.
    private void Evaluate(SampleSet set, ActivationMeter? activations, CancellationToken cancellation)
    {
        _evaluationMeter.Reset();
        activations?.Reset();
        for (var start = 0; start < set.Rows; start += _chunk.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var samples = Math.Min(_chunk.Length, set.Rows - start);
            var columns = NetworkPlan.Pad(samples);
            for (var i = 0; i < samples; i++)
                _chunk[i] = start + i;
            var rows = _chunk.AsSpan(0, samples);
            _loader.LoadInputs(set, rows, InputRows);
            _loader.LoadTargets(set, rows, columns, 0, Targets);
            Forward(samples, columns, training: false, 0);
            EvaluateLoss(samples, columns, gradient: false);
            _evaluationMeter.Add(Logits, Targets, Losses, samples, columns);
            if (activations is not null)
                AddActivations(activations, samples, columns);
        }

        if (activations is null)
            return;
        foreach (var layer in Plan.Layers)
            _meters[layer.Number - 1].Activations = activations.Summary(layer.Number);
    }

    private void MeasureJacobian()
    {
        if (!IsDue(_config.Probes.Jacobian) || _data.Validation.Rows == 0)
            return;
        var samples = Math.Min(JacobianProbe.Samples, Math.Min(_chunk.Length, _data.Validation.Rows));
        for (var i = 0; i < samples; i++)
            _chunk[i] = i;
        _loader.LoadInputs(_data.Validation, _chunk.AsSpan(0, samples), InputRows);
        Forward(samples, NetworkPlan.Lanes, training: false, 0);
        MeasureJacobian(samples, NetworkPlan.Lanes, _meters);
    }
}
