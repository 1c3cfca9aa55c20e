using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>What the variables of a dashboard say when it is opened on the watched sweep.</summary>
internal sealed record Choice(Dictionary<string, string> Values, Dictionary<string, List<string>> Offers)
{
    public static async Task<Choice> MakeAsync(Dashboard board, PrometheusServer prometheus, (DateTimeOffset From, DateTimeOffset To) range)
    {
        // As Grafana counts them: four scrapes would be 4 s here, but this machine may be busy and scrapes late.
        var choice = new Choice(new() { ["__rate_interval"] = "10s", ["__range"] = $"{(int)(range.To - range.From).TotalSeconds}s" }, []);
        foreach (var variable in board.Variables)
        {
            if (variable.Type == "datasource")
            {
                choice.Values[variable.Name] = "sweep-prometheus";
                continue;
            }

            var offer = choice.Offers[variable.Name] = await variable.OfferAsync(prometheus, choice.Values, range);
            Assert.True(offer.Count > 0, $"{board}: {variable.Name} has nothing to choose");
            // Prometheus offers what its newest block knows, whatever the range: sweeps of other tests too, where those ran first.
            choice.Values[variable.Name] = variable.Multi ? variable.Json.GetProperty("allValue").GetString()! : offer.Contains(Watched.Study) ? Watched.Study : offer[0];
        }

        return choice;
    }

    /// <summary>The same with one value of one variable.</summary>
    public Choice With(string variable, string value) => this with { Values = new(Values) { [variable] = value } };
}
