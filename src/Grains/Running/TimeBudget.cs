using System.Globalization;

namespace Sweep.Grains.Running;

/// <summary>
/// The wall time that one attempt may train. Trainings see no clock: they are cancelled when it is spent, and what
/// cancelled them is asked here.
/// </summary>
internal sealed class TimeBudget : IDisposable
{
    private readonly double _seconds;
    private readonly CancellationToken _attempt;
    private readonly CancellationTokenSource? _spent;
    private readonly CancellationTokenSource? _linked;

    /// <summary>Begins to count.</summary>
    /// <param name="seconds">The budget; 0 for no limit.</param>
    /// <param name="time">What is counted.</param>
    /// <param name="attempt">Takes the attempt back, budget or not.</param>
    public TimeBudget(double seconds, TimeProvider time, CancellationToken attempt)
    {
        _seconds = seconds;
        _attempt = attempt;
        if (seconds <= 0)
            return;
        _spent = new(TimeSpan.FromSeconds(seconds), time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(attempt, _spent.Token);
    }

    /// <summary>Ends the training: its budget is spent or its attempt taken back.</summary>
    public CancellationToken Token => _linked?.Token ?? _attempt;

    /// <summary>Whether the budget is spent, and nobody wants the attempt back.</summary>
    public bool IsSpent => _spent is { IsCancellationRequested: true } && !_attempt.IsCancellationRequested;

    /// <summary>Who ended the training, as its result tells it.</summary>
    public string Detail => string.Create(CultureInfo.InvariantCulture, $"time budget of {_seconds} s");

    /// <inheritdoc/>
    public void Dispose()
    {
        _linked?.Dispose();
        _spent?.Dispose();
    }
}
