namespace Sweep.GrainHost.Runtime;

/// <summary>Runs all turns of one activation, one at a time. Code after an await comes back to it.</summary>
internal sealed class ActivationScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<object> _turns = new(4);
    private bool _scheduled;
    private Task? _own;

    public static Activation? CurrentActivation => (Current as ActivationScheduler)?.Activation;

    public override int MaximumConcurrencyLevel => 1;

    private Activation Activation { get; } = activation;

    /// <summary>Queues a turn that carries nobody's ambient values; it is given the activation.</summary>
    public void Post(Action<object?> turn) => Enqueue(turn);

    void IThreadPoolWorkItem.Execute()
    {
        var host = Activation.Host;
        for (var run = 0; ; run++)
        {
            object? turn;
            lock (_gate)
            {
                if (_turns.Count == 0)
                {
                    _scheduled = false;
                    return;
                }

                if (run >= host.Turns.TurnsAtATime)
                    break;
                turn = _turns.Dequeue();
            }

            var start = host.Time.GetTimestamp();
            if (turn is Task task)
                TryExecuteTask(task);
            else
                RunOwn((Action<object?>)turn);
            host.OnTurnEnded(Activation, start);
        }

        host.Turns.Schedule(this);
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
        => (ReferenceEquals(task, _own) || (!taskWasPreviouslyQueued && Current == this)) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return _turns.OfType<Task>().ToArray();
    }

    private void RunOwn(Action<object?> turn)
    {
        // Made here and not where it was posted: a task takes the ambient values of the place where it is made.
        var task = new Task(turn, Activation);
        _own = task;
        task.RunSynchronously(this);
        _own = null;
        if (task.Exception is { } failure)
            Activation.Host.Report(Activation.GrainId, "a turn of the host's own", failure.InnerExceptions[0]);
    }

    private void Enqueue(object turn)
    {
        lock (_gate)
        {
            _turns.Enqueue(turn);
            if (_scheduled)
                return;
            _scheduled = true;
        }

        Activation.Host.Turns.Schedule(this);
    }
}
