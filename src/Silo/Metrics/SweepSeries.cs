using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>Counts of all sweeps of one name, and the sweeps of that name that are shown. Safe on any thread.</summary>
/// <param name="name">The name, as labels have it.</param>
internal sealed class SweepSeries(string name)
{
    private static readonly int Outcomes = Enum.GetValues<TrialOutcome>().Cast<int>().Max() + 1;

    private readonly long[] finished = new long[Outcomes];
    private readonly Lock gate = new();
    private double trialTime;
    private double flops;
    private long attempts;
    private long retries;
    private long steps;
    private long samples;
    private long epochs;
    private long nan;
    private long inf;
    private int touched;

    /// <summary>The name, as labels have it.</summary>
    public string Name => name;

    /// <summary>Whether an attempt was ever counted, and so the counters of attempts exist.</summary>
    public bool HasAttempts => Attempts > 0;

    /// <summary>Whether an epoch was ever counted, and so the counters of training exist.</summary>
    public bool HasEpochs => Epochs > 0;

    /// <summary>Attempts.</summary>
    public long Attempts => Volatile.Read(ref attempts);

    /// <summary>Retries.</summary>
    public long Retries => Volatile.Read(ref retries);

    /// <summary>Steps.</summary>
    public long Steps => Volatile.Read(ref steps);

    /// <summary>Samples.</summary>
    public long Samples => Volatile.Read(ref samples);

    /// <summary>Epochs.</summary>
    public long Epochs => Volatile.Read(ref epochs);

    /// <summary>NaN gradient elements.</summary>
    public long Nan => Volatile.Read(ref nan);

    /// <summary>Infinite gradient elements.</summary>
    public long Inf => Volatile.Read(ref inf);

    /// <summary>Floating-point operations.</summary>
    public double Flops => Volatile.Read(ref flops);

    /// <summary>Seconds that trials took.</summary>
    public double TrialTime => Volatile.Read(ref trialTime);

    /// <summary>Trials with this outcome.</summary>
    public long Finished(TrialOutcome outcome) => Volatile.Read(ref finished[(int)outcome]);

    /// <summary>Counts an attempt.</summary>
    public void Attempt(bool retry)
    {
        Interlocked.Increment(ref attempts);
        if (retry) Interlocked.Increment(ref retries);
        Touch();
    }

    /// <summary>Counts a result.</summary>
    public void Finish(TrialOutcome outcome, double seconds)
    {
        Interlocked.Increment(ref finished[(int)outcome]);
        lock (gate) trialTime += seconds;
        Touch();
    }

    /// <summary>Counts an epoch.</summary>
    public void Epoch(long epochSteps, long epochSamples, long epochNan, long epochInf)
    {
        Interlocked.Add(ref steps, epochSteps);
        Interlocked.Add(ref samples, epochSamples);
        Interlocked.Add(ref nan, epochNan);
        Interlocked.Add(ref inf, epochInf);
        Interlocked.Increment(ref epochs);
        Touch();
    }

    /// <summary>Counts floating-point operations.</summary>
    public void Operations(double count)
    {
        lock (gate) flops += count;
        Touch();
    }

    /// <summary>Whether anything was counted since this was last asked.</summary>
    public bool WasTouched() => Interlocked.Exchange(ref touched, 0) != 0;

    private void Touch() => Volatile.Write(ref touched, 1);
}
