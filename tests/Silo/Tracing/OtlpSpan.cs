namespace Sweep.Silo.Tests.Tracing;

/// <summary>One span as it was sent.</summary>
internal sealed class OtlpSpan(ProtoMessage span, ProtoMessage resource)
{
    public string Trace => span.Hex(1);

    public string Id => span.Hex(2);

    public string Parent => span.Hex(4);

    public string Name => span.Text(5);

    public IReadOnlyDictionary<string, string> Resource => Attributes(resource, 1);

    public IReadOnlyDictionary<string, string> Tags => Attributes(span, 9);

    public IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Tags)> Events => [.. span.All(11).Select(e => (e.Text(2), Attributes(e, 3)))];

    public ulong Status => span.Has(15) ? span.One(15).Number(3) : 0;

    private static Dictionary<string, string> Attributes(ProtoMessage owner, int field)
        => owner.All(field).ToDictionary(pair => pair.Text(1), pair => pair.One(2) is var value && value.Has(1) ? value.Text(1) : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
