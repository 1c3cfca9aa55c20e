namespace Sweep.Workers.Protocol;

/// <summary>Asks for a training. The worker makes plan, configuration and data of it by itself.</summary>
/// <param name="Spec">The sweep's normalised spec.</param>
/// <param name="Hash">Hash that the plan must have.</param>
/// <param name="Trial">The trial.</param>
/// <param name="BaseDirectory">Folder that relative paths of data files start at.</param>
/// <param name="Resumes">Whether it goes on from the checkpoint that was sent before.</param>
internal sealed record StartRequest(string Spec, string Hash, long Trial, string BaseDirectory, bool Resumes)
{
    /// <summary>As a message's body.</summary>
    public byte[] ToBody() => Body.Write(writer =>
    {
        writer.Write(Spec);
        writer.Write(Hash);
        writer.Write(Trial);
        writer.Write(BaseDirectory);
        writer.Write(Resumes);
    });

    /// <summary>From a message.</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static StartRequest Read(Message message)
        => Body.Read(message, reader => new StartRequest(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadString(), reader.ReadBoolean()));
}
