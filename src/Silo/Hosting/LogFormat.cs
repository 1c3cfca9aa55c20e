namespace Sweep.Silo.Hosting;

/// <summary>How the log is written to standard error.</summary>
public enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object a line, with each field of a message by its name.</summary>
    Json,
}
