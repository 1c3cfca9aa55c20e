namespace Sweep.Storage;

/// <summary>What a record is opened for.</summary>
public enum StoreAccess
{
    /// <summary>Reading alone; allowed while another process writes.</summary>
    Read = 1,

    /// <summary>Reading and writing; one process at a time.</summary>
    ReadWrite = 2,

    /// <summary>Reading, and requests to the process that writes (<see cref="ISweepStore.RequestAsync"/>); allowed while another process writes.</summary>
    Request = 3,
}
