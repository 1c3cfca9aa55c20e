using System.Text.Json;

namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>A query of a panel.</summary>
internal sealed record Target(JsonElement Json)
{
    public string Expression => Json.GetProperty("expr").GetString()!;

    public string Legend => Json.GetProperty("legendFormat").GetString()!;

    public string RefId => Json.GetProperty("refId").GetString()!;

    /// <summary>Whether it asks for one moment instead of all the time shown.</summary>
    public bool Instant => Json.GetProperty("instant").GetBoolean();
}
