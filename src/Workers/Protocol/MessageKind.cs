namespace Sweep.Workers.Protocol;

/// <summary>What a message says. Numbers are part of the protocol.</summary>
internal enum MessageKind : byte
{
    /// <summary>To the worker: make a training ready, a <see cref="StartRequest"/>. Answer: started or refused.</summary>
    Start = 1,

    /// <summary>To the worker: the state that the next training goes on from. No answer.</summary>
    Checkpoint = 2,

    /// <summary>To the worker: train one epoch. Answer: epoch, over or refused.</summary>
    Next = 3,

    /// <summary>To the worker: tell the training's state. Answer: saved or refused.</summary>
    Save = 4,

    /// <summary>To the worker: tell the result. Answer: result or refused.</summary>
    Finish = 5,

    /// <summary>To the worker: give the training up at once. Answer: cancelled, whatever was answered before.</summary>
    Cancel = 6,

    /// <summary>To the worker: let the training go. No answer.</summary>
    End = 7,

    /// <summary>To the worker: count the CUDA devices. Answer: devices or refused.</summary>
    CountDevices = 8,

    /// <summary>From the worker, first of all: a <see cref="WorkerHello"/>.</summary>
    Hello = 64,

    /// <summary>From the worker, once a second: the processor time that it has used, in ticks.</summary>
    Beat = 65,

    /// <summary>From the worker: a <see cref="StartAnswer"/>.</summary>
    Started = 66,

    /// <summary>From the worker: the report of the epoch that it has trained.</summary>
    Epoch = 67,

    /// <summary>From the worker: the training was over before.</summary>
    Over = 68,

    /// <summary>From the worker: the training's state.</summary>
    Saved = 69,

    /// <summary>From the worker: the training's result.</summary>
    Result = 70,

    /// <summary>From the worker: the training is given up.</summary>
    Cancelled = 71,

    /// <summary>From the worker: a <see cref="Refusal"/>.</summary>
    Refused = 72,

    /// <summary>From the worker: the number of CUDA devices.</summary>
    Devices = 73,
}
