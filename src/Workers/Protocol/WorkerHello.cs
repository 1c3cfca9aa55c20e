using System.Buffers.Binary;
using System.Reflection;

namespace Sweep.Workers.Protocol;

/// <summary>How a worker introduces itself. The protocol's number stands first in every version of it.</summary>
/// <param name="Protocol">Version of the protocol.</param>
/// <param name="Product">Version of the product.</param>
/// <param name="ProcessId">The worker's process.</param>
/// <param name="Engines">Engines that its build has, by their names in specs.</param>
internal sealed record WorkerHello(int Protocol, string Product, int ProcessId, IReadOnlyList<string> Engines)
{
    /// <summary>Version of the protocol that this build speaks.</summary>
    public const int CurrentProtocol = 1;

    private const int MostEngines = 16;

    /// <summary>Version of this build.</summary>
    public static string CurrentProduct { get; } = typeof(WorkerHello).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>As a message's body.</summary>
    public byte[] ToBody() => Body.Write(writer =>
    {
        writer.Write(Protocol);
        writer.Write(Product);
        writer.Write(ProcessId);
        writer.Write(Engines.Count);
        foreach (var engine in Engines)
            writer.Write(engine);
    });

    /// <summary>From a message.</summary>
    /// <exception cref="ProtocolException">It is no hello. One of another protocol is read as far as its number.</exception>
    public static WorkerHello Read(Message message)
        => message.Kind != MessageKind.Hello ? throw new ProtocolException($"a worker begins with {message.Kind}, not with {MessageKind.Hello}")
            : message.Body.Length >= sizeof(int) && BinaryPrimitives.ReadInt32LittleEndian(message.Body.Span) is var protocol and not CurrentProtocol ? new(protocol, "", 0, [])
            : Body.Read(message, reader => new WorkerHello(reader.ReadInt32(), reader.ReadString(), reader.ReadInt32(), ReadEngines(reader)));

    private static List<string> ReadEngines(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MostEngines)
            throw new ProtocolException($"a worker has {count} engines");
        var engines = new List<string>();
        for (var i = 0; i < count; i++)
            engines.Add(reader.ReadString());
        return engines;
    }
}
