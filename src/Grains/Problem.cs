using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>Tells people why a sweep paused by itself.</summary>
internal static class Problem
{
    /// <summary>One sentence: the record's own where it was the record, otherwise with the kind of the exception.</summary>
    public static string Of(Exception exception)
        => exception is StoreException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
}
