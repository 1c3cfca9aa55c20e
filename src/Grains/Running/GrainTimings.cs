namespace Sweep.Grains.Running;

/// <summary>All periods and patiences of running sweeps.</summary>
public sealed record GrainTimings
{
    /// <summary>How long a silo holds a trial without renewing it; after that others may run it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two renewals of all leases of a silo.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two looks of a sweep at what people ask of it.</summary>
    public TimeSpan Requests { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between two comparisons of a sweep's trials in flight with the leases.</summary>
    public TimeSpan Reconciliation { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a trial that is asked back may train on towards an epoch's end, so that it can be saved there.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a cancelled training may take to end before its thread is given up and replaced.</summary>
    public TimeSpan Hang { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two tries to deliver an end that its grain did not take in.</summary>
    public TimeSpan Resend { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Least time between two reports of one training; epochs that end in between go together.</summary>
    public TimeSpan Reports { get; init; } = TimeSpan.FromMilliseconds(100);
}
