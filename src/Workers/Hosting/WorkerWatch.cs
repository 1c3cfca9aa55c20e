using System.Buffers.Binary;
using System.Globalization;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Hosting;

/// <summary>Judges by what a worker sends whether it lives. Safe on any thread.</summary>
internal sealed class WorkerWatch(WorkerOptions options)
{
    // A thousandth of one processor: a hundred times what telling of itself takes, a hundredth of what a starved training gets.
    private const double LeastShare = 0.001;

    private readonly Lock _gate = new();
    private int _silent;
    private int _still;
    private bool _asked;
    private bool _beaten;
    private long _used;
    private long _usedBefore;

    /// <summary>Bytes have arrived.</summary>
    public void Heard() => Volatile.Write(ref _silent, 0);

    /// <summary>It was asked for something.</summary>
    public void Asked()
    {
        lock (_gate)
            (_asked, _still, _usedBefore) = (true, 0, _used);
    }

    /// <summary>It has answered.</summary>
    public void Answered()
    {
        lock (_gate)
            _asked = false;
    }

    /// <summary>It tells the processor time that it has used.</summary>
    /// <exception cref="ProtocolException">The beat is none.</exception>
    public void Beat(Message beat)
    {
        if (beat.Body.Length != sizeof(long))
            throw new ProtocolException($"a message {beat.Kind} has {beat.Body.Length} bytes");
        lock (_gate)
        {
            _beaten = true;
            _used = BinaryPrimitives.ReadInt64LittleEndian(beat.Body.Span);
        }
    }

    /// <summary>A second is over.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public WorkerExit? Tick()
    {
        if (Interlocked.Increment(ref _silent) > options.Silence)
            return new(ExitCause.Hung, string.Create(CultureInfo.InvariantCulture, $"sent nothing for {options.Silence} s and was killed as hung"));
        lock (_gate)
        {
            if (!_asked || !_beaten)
                return null;
            _beaten = false;
            if (_used - _usedBefore > options.Standstill * LeastShare * TimeSpan.TicksPerSecond)
                (_still, _usedBefore) = (0, _used);
            else if (++_still > options.Standstill)
                return new(ExitCause.Hung, string.Create(CultureInfo.InvariantCulture, $"used no processor time for {options.Standstill} s and was killed as hung"));
            return null;
        }
    }
}
