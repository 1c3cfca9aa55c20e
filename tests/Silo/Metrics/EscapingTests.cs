using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed class EscapingTests
{
    private static readonly Gen<string> Nasty = Gen.Elements('\\', '"', '\n', '\r', '\t', '{', '}', ',', '=', ' ', '#', 'n', 'a', 'ü', '\0', '\ud83d', '\ude00')
        .ArrayOf()
        .Select(characters => new string(characters));

    [Theory]
    [InlineData(ExpositionFormat.Text)]
    [InlineData(ExpositionFormat.OpenMetrics)]
    public void Any_description_and_label_value_is_read_back_as_it_was(ExpositionFormat format)
    {
        var number = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(20260101, 1),
            Prop.ForAll(Nasty.ToArbitrary(), Nasty.ToArbitrary(), (help, value) =>
            {
                using var fixture = new MeterFixture(name: $"Test.Escaping.{format}.{number++}");
                fixture.Meter.CreateGauge<long>("g", null, help).Record(1, new KeyValuePair<string, object?>("k", value));
                var lines = Encoding.UTF8.GetString(fixture.Exporter.ScrapeAsync(format).GetAwaiter().GetResult()).Split('\n');

                var helpLine = lines.SingleOrDefault(line => line.StartsWith("# HELP g ", StringComparison.Ordinal));
                Assert.Equal(Valid(help), helpLine is null ? "" : Unescape(helpLine["# HELP g ".Length..]));
                Assert.True(format == ExpositionFormat.OpenMetrics || helpLine?.Contains("\\\"", StringComparison.Ordinal) != true || help.Contains('\\', StringComparison.Ordinal));

                var sample = lines.Single(line => line.StartsWith("g{", StringComparison.Ordinal));
                var start = sample.IndexOf(",k=\"", StringComparison.Ordinal);
                Assert.EndsWith("\"} 1", sample, StringComparison.Ordinal);
                Assert.Equal(Valid(value), start < 0 ? "" : Unescape(sample[(start + 4)..^"\"} 1".Length]));

                var expected = 3 + (help.Length > 0 ? 1 : 0) + (format == ExpositionFormat.OpenMetrics ? 1 : 0);
                Assert.Equal(expected, lines.Length);
            }));
    }

    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\') plain.Append(text[i]);
            else plain.Append(text[++i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }
}
