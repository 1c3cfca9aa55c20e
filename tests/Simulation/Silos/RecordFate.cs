namespace Sweep.Simulation.Tests.Silos;

/// <summary>What becomes of a call of the record.</summary>
internal enum RecordFate
{
    /// <summary>It is done and answered.</summary>
    Done,

    /// <summary>It is refused.</summary>
    Refused,

    /// <summary>It is done, and the answer is lost.</summary>
    AnswerLost,
}
