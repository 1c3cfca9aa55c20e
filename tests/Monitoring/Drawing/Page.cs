using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweep.Monitoring.Tests.Dashboards;
using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests.Drawing;

/// <summary>A dashboard's layout with the data that its queries yield, as a page that a browser shows without Grafana.</summary>
internal sealed class Page(Dashboard board, PrometheusServer prometheus, (DateTimeOffset From, DateTimeOffset To) range)
{
    // So that a line that is drawn through a minute has enough points, and one through a quarter of an hour not too many.
    private readonly int _step = Math.Max(1, (int)(range.To - range.From).TotalSeconds / 200);

    public async Task<string> MakeAsync()
    {
        var choice = await Choice.MakeAsync(board, prometheus, range);
        var drawn = new JsonObject
        {
            ["title"] = board.Json.GetProperty("title").GetString(),
            ["from"] = range.From.ToUnixTimeMilliseconds() / 1000.0,
            ["to"] = range.To.ToUnixTimeMilliseconds() / 1000.0,
            ["variables"] = new JsonArray([.. board.Variables.Select(variable => Said(variable, choice))]),
            ["marks"] = new JsonArray([.. await MarksAsync(choice)]),
            ["items"] = new JsonArray([.. await ItemsAsync(choice)]),
        };
        return $"""
            <!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{Part("page.css")}</style></head>
            <body><script>const BOARD = {drawn.ToJsonString().Replace("</", "<\\/", StringComparison.Ordinal)};
            {Part("format.js")}{Part("frames.js")}{Part("charts.js")}{Part("page.js")}</script></body></html>
            """;
    }

    private static string Part(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Drawing", name));

    private static JsonObject Said(Variable variable, Choice choice) => new()
    {
        ["label"] = variable.Label,
        ["text"] = variable.Type == "datasource" ? "Sweep" : variable.Multi ? "All" : choice.Values[variable.Name],
    };

    private async Task<List<JsonNode>> MarksAsync(Choice choice)
    {
        var marks = new List<JsonNode>();
        foreach (var (_, expression, json) in board.Annotations)
        {
            var series = await prometheus.RangeAsync(Variable.Fill(expression, choice.Values), range.From, range.To, _step);
            var atValue = json.GetProperty("useValueForTime").GetBoolean();
            var times = series.SelectMany(one => one.GetProperty("values").EnumerateArray()
                .Select(point => atValue ? double.Parse(point[1].GetString()!, CultureInfo.InvariantCulture) / 1000 : point[0].GetDouble())).Distinct().Order();
            marks.Add(new JsonObject { ["colour"] = json.GetProperty("iconColor").GetString(), ["at"] = new JsonArray([.. times.Select(time => (JsonNode)time)]) });
        }

        return marks;
    }

    // What stands under a repeated row is drawn once for each value, further down each time.
    private async Task<List<JsonNode>> ItemsAsync(Choice choice)
    {
        var items = new List<JsonNode>();
        var down = 0;
        for (var i = 0; i < board.Items.Count;)
        {
            var block = board.Items.Skip(i).TakeWhile((item, k) => k == 0 || item.Type != "row").ToList();
            i += block.Count;
            if (block[0].Repeat is not { } variable)
            {
                items.AddRange(await DrawnAsync(block, choice, down));
                continue;
            }

            var height = block.Max(item => item.Place.Y + item.Place.Height) - block[0].Place.Y;
            foreach (var (value, k) in choice.Offers[variable].Select((value, k) => (value, k)))
                items.AddRange(await DrawnAsync(block, choice.With(variable, value), down + (k * height)));
            down += (choice.Offers[variable].Count - 1) * height;
        }

        return items;
    }

    private async Task<List<JsonNode>> DrawnAsync(List<Panel> panels, Choice choice, int down)
    {
        var drawn = new List<JsonNode>();
        foreach (var panel in panels)
        {
            var (x, y, width, height) = panel.Place;
            drawn.Add(new JsonObject
            {
                ["title"] = Variable.Fill(panel.Title, choice.Values),
                ["panel"] = JsonNode.Parse(panel.Json.GetRawText()),
                ["place"] = new JsonObject { ["x"] = x, ["y"] = y + down, ["w"] = width, ["h"] = height },
                ["data"] = new JsonArray([.. await AnswersAsync(panel, choice)]),
            });
        }

        return drawn;
    }

    private async Task<List<JsonNode>> AnswersAsync(Panel panel, Choice choice)
    {
        var answers = new List<JsonNode>();
        foreach (var target in panel.Targets)
        {
            var expression = Variable.Fill(target.Expression, choice.Values);
            var series = target.Instant ? await prometheus.QueryAsync(expression, range.To) : await prometheus.RangeAsync(expression, range.From, range.To, _step);
            answers.Add(new JsonObject { ["refId"] = target.RefId, ["legend"] = target.Legend, ["result"] = JsonNode.Parse(JsonSerializer.Serialize(series)) });
        }

        return answers;
    }
}
