using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Proxies;
using Sweep.GrainHost.Streams;

namespace Orleans.Runtime;

/// <summary>A reference to a grain. The classes made for each grain interface derive from it.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly ReferenceKind _kind;

    /// <summary>Made by the host.</summary>
    /// <param name="kind">What all references by one interface share.</param>
    /// <param name="id">The grain.</param>
    internal GrainReference(ReferenceKind kind, GrainId id)
    {
        _kind = kind;
        GrainId = id;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainId { get; }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{_kind.Interface?.Name ?? "reference"}:{GrainId}";

    internal object CastTo(Type grainInterface)
        => grainInterface.IsInstanceOfType(this) ? this : _kind.Host.References.Get(grainInterface, GrainId);

    /// <summary>Sends a call.</summary>
    internal Task<T> Send<T>(GrainCall<T> call, int method, CancellationToken token)
        => _kind.Host.Send(call, GrainId, _kind.Methods[method], token);

    /// <summary>Sends a call that nobody waits for.</summary>
    internal Task SendOneWay<T>(GrainCall<T> call, int method)
    {
        _kind.Host.SendOneWay(call, GrainId, _kind.Methods[method]);
        return Task.CompletedTask;
    }

    /// <summary>Makes a stream that calls when it is enumerated.</summary>
    internal IAsyncEnumerable<T> Stream<T>(StreamSource<T> source, int method, CancellationToken token)
        => new GrainStream<T>(_kind.Host, GrainId, _kind.Methods[method], source, token);
}
