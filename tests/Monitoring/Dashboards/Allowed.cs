namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>Panels that rightly show nothing for a healthy sweep of the embedded build, each with the reason.</summary>
internal static class Allowed
{
    private const string Orleans = "Orleans' own meter is in the cluster build alone";

    /// <summary>Reasons by dashboard and panel.</summary>
    public static IReadOnlyDictionary<(string Dashboard, string Panel), string> Empty { get; } = new Dictionary<(string, string), string>
    {
        [("fleet", "Alerts that fire")] = "nothing is wrong",
        [("cluster", "Orleans: calls")] = Orleans,
        [("cluster", "Orleans: latency of calls")] = Orleans,
        [("cluster", "Orleans: activations")] = Orleans,
        [("cluster", "Orleans: long turns")] = Orleans,
        [("cluster", "Orleans: messages lost")] = Orleans,
    };

    /// <summary>Queries that are empty now and then, in panels that show something else; each with the reason.</summary>
    public static IReadOnlyDictionary<(string Dashboard, string Panel, string Query), string> Rare { get; } = new Dictionary<(string, string, string), string>
    {
        [("cluster", "Locks and exceptions", "B")] = "the runtime has no such series before the first exception",
    };
}
