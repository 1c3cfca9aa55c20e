namespace Sweep.Grains.Running;

/// <summary>A trial that this silo holds, or is about to. Its members are read and changed under its keeper's lock.</summary>
public sealed class HeldLease
{
    private readonly LeaseKeeper _keeper;

    internal HeldLease(LeaseKeeper keeper, string sweep, long trial) => (_keeper, Sweep, Trial) = (keeper, sweep, trial);

    internal string Sweep { get; }

    internal long Trial { get; }

    /// <summary>The attempt; 0 until it is claimed and once its end is being written.</summary>
    internal int Attempt { get; set; }

    /// <summary>When the lease was last known to be good.</summary>
    internal long Since { get; set; }

    /// <summary>Takes the attempt back whose lease is lost.</summary>
    internal Action Lost { get; set; } = () => { };

    /// <summary>The attempt was claimed.</summary>
    /// <param name="attempt">Its number.</param>
    /// <param name="lost">Called when the lease is lost, on any thread, maybe after its end.</param>
    public void Hold(int attempt, Action lost) => _keeper.Hold(this, attempt, lost);

    /// <summary>The attempt has ended; what becomes of it is being written, and its fence alone decides.</summary>
    public void Settle() => _keeper.Settle(this);

    /// <summary>The trial is held no more.</summary>
    public void Drop() => _keeper.Drop(this);
}
