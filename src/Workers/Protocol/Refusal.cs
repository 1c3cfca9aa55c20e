namespace Sweep.Workers.Protocol;

/// <summary>What was asked for did not come about.</summary>
/// <param name="Reason">Whose fault it is.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record Refusal(RefusalReason Reason, string Text)
{
    private const int LongestText = 16_000;

    /// <summary>As a message's body. A text that is too long is cut.</summary>
    public byte[] ToBody() => Body.Write(writer =>
    {
        writer.Write((byte)Reason);
        writer.Write(Text.Length <= LongestText ? Text : Text[..LongestText]);
    });

    /// <summary>From a message.</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static Refusal Read(Message message)
        => Body.Read(message, reader => new Refusal((RefusalReason)reader.ReadByte(), reader.ReadString()));
}
