using System.Text;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

/// <summary>What a scrape holds, read back independently of the writer.</summary>
internal static class Exposition
{
    public static async Task<string> ReadAsync(this PrometheusExporter exporter, ExpositionFormat format)
        => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await exporter.ScrapeAsync(format));

    public static string[] Samples(string exposition)
        => [.. exposition.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>Name and label names of a sample line.</summary>
    public static (string Name, string[] Labels) Parse(string sample)
    {
        var brace = sample.IndexOf('{');
        if (brace < 0) return (sample[..sample.IndexOf(' ')], []);
        var labels = new List<string>();
        var at = brace + 1;
        while (sample[at] != '}')
        {
            var equals = sample.IndexOf('=', at);
            labels.Add(sample[at..equals].TrimStart(','));
            at = equals + 2;
            while (sample[at] != '"') at += sample[at] == '\\' ? 2 : 1;
            at++;
        }

        return (sample[..brace], [.. labels]);
    }

    /// <summary>Value of the one sample whose line starts so and holds all of these labels.</summary>
    public static double Value(string exposition, string name, params string[] labels)
    {
        var line = Assert.Single(Samples(exposition), line => Parse(line).Name == name && labels.All(line.Contains));
        return line[(line.LastIndexOf(' ') + 1)..] switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
