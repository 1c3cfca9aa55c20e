namespace Sweep.Workers.Protocol;

/// <summary>One message.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Body">The rest, in the form of its kind.</param>
internal readonly record struct Message(MessageKind Kind, ReadOnlyMemory<byte> Body)
{
    /// <summary>The greatest body of a message. States of trainings may be large; all else is held much shorter.</summary>
    public static int GreatestBody(MessageKind kind) => kind switch
    {
        MessageKind.Checkpoint or MessageKind.Saved => Array.MaxLength,
        MessageKind.Start or MessageKind.Epoch => 64 << 20,
        MessageKind.Started => 65 << 20,
        _ => 64 << 10,
    };
}
