using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Specs;

namespace Sweep.Core.Tests.Specs;

public sealed class FuzzTests
{
    private static readonly string[] Words =
    [
        "name", "dataset", "model", "training", "vary", "design", "objective", "seed", "replicates", "checkpoint", "analysis", "adjust", "holm", "every", "30s", "activation", "relu", "init", "normal", "hidden",
        "optimizer", "sgd", "momentum", "learning_rate", "dropout", "clip", "norm", "none", "null", "~", "true", "label", "value", "from", "to", "scale",
        "log", "csv", "digits", "spirals", "full", "sobol", "random", "halton", "latin_hypercube", "fraction", "ablation", "baseline", "minimize",
        "validation_loss", "test_loss", "layers", "layer", "batch_norm", "augmentation", "noise", "dataset.source", "depth", "width", "0", "1", "-1",
        "0.5", "1e-4", "1e308", "1e999", ".nan", "0x1", "99999999999999999999", "\"x\"", "'", "\"", "{", "}", "[", "]", ": ", ":", ", ", ",", "- ", "\n",
        "\n  ", "\n    ", "\t", " ", "#", "&a ", "*a", "!!int ", "|", ">", "%", "@", "`", "---\n", "...", "? ", "<<", "\\u0000", "\0", "\uD800", "é", "\u2028", "\uFEFF",
    ];

    private static readonly string[] Seeds = [.. Directory.GetFiles(RepositoryFiles.PathOf("examples"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText),
        "name: x\nmodel: {depth: 3}\nvary:\n  learning_rate: {from: 1e-4, to: 1, scale: log}\n  width: {from: 8, to: 64}\n  dataset: [iris, {moons: 200}]\ndesign: {sobol: 20}\n",
        "name: x\nvary: {s: [{activation: relu, l2: 0}, {label: b, activation: tanh}], dropout: [0, 0.1], l1: [0, 1e-3]}\ndesign: {fraction: 1}\n",
        "name: x\nvary: {optimizer: [sgd, adam], learning_rate: [0.1, 0.2]}\ndesign: {ablation: {baseline: {optimizer: adam}}}\n"];

    [Fact]
    public void Mutated_specs_never_crash_or_hang_and_what_compiles_survives_a_round_trip()
    {
        var (compiled, refused) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var text = Mutate(new(seed));
            var watch = Stopwatch.StartNew();
            var result = SpecCompiler.Compile(text, "fuzz.yaml");
            Assert.True(watch.Elapsed.TotalSeconds < 30, text);
            Assert.Equal(result.Plan is null, result.Problems.Count > 0);
            if (result.Plan is not { } plan)
            {
                refused++;
                Assert.All(result.Problems, p => Assert.True(p.Message.Length is > 0 and < 20_000 && p.File == "fuzz.yaml" && p.Line >= 0 && p.Column >= 0));
                return;
            }

            compiled++;
            var again = SpecCompiler.Compile(plan.NormalisedYaml, "again.yaml");
            Assert.True(again.Plan is not null, text + "\n" + string.Join('\n', again.Problems) + "\n" + plan.NormalisedYaml);
            Assert.Equal(plan.NormalisedYaml, again.Plan.NormalisedYaml);
            Assert.Equal(plan.Hash, again.Plan.Hash);
            Assert.Equal(plan.Combinations, again.Plan.Combinations);
            var index = seed % plan.Combinations;
            Assert.Equal(plan.Combination(index).Levels, again.Plan.Combination(index).Levels);
        }));
        Assert.True(compiled > 500 && refused > 5_000, $"{compiled} compiled, {refused} refused");
    }

    [Fact]
    public void Random_words_never_crash_or_hang()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var choices = new Choices(seed);
            var text = string.Concat(Enumerable.Range(0, choices.Below(60)).Select(_ => choices.Of(Words)));
            var result = SpecCompiler.Compile(text, "fuzz.yaml");
            Assert.Equal(result.Plan is null, result.Problems.Count > 0);
        }));

    [Fact]
    public void Long_monotonous_texts_end_soon()
    {
        foreach (var piece in Words.Concat(["a: ", "a:\n", "a\n", "- a\n", "? a\n", "[a,", "{a: ", "a, ", "\r", "\\", "\"a\" ", "# a\n", "%a\n", "!a ", "'a'\n", "|\n", ">-\n", " a", "a#", "::", "- - "]))
        {
            foreach (var lead in new[] { "", "name: ", "name: \"", "name: |\n ", "vary: {a: [", "name: x\n" })
            {
                var text = lead + string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
                var watch = Stopwatch.StartNew();
                SpecCompiler.Compile(text, "fuzz.yaml");
                Assert.True(watch.Elapsed.TotalSeconds < 10, $"'{lead}' and many '{piece}' took {watch.Elapsed}");
                if (watch.Elapsed.TotalSeconds > 0.5)
                    TestContext.Current.SendDiagnosticMessage($"'{lead}' and many '{piece}' took {watch.Elapsed}");
            }
        }
    }

    private static string Mutate(Choices choices)
    {
        var text = choices.Of(Seeds);
        for (var i = choices.Below(5); i >= 0; i--)
        {
            var at = choices.Below(text.Length + 1);
            var length = Math.Min(choices.Below(8), text.Length - at);
            text = choices.Below(5) switch
            {
                0 => text.Insert(at, choices.Of(Words)),
                1 => text.Remove(at, length),
                2 => text.Insert(at, text.Substring(choices.Below(text.Length + 1) is var from && from + 10 < text.Length ? from : 0, Math.Min(10, text.Length))),
                3 => text[..at] + (char)choices.Below(choices.Below(4) == 0 ? 0x10000 : 128) + text[(at + Math.Min(1, length))..],
                _ => ReplaceWord(text, at, choices),
            };
        }

        return text;
    }

    /// <summary>Puts a word in the place of the one that stands here.</summary>
    private static string ReplaceWord(string text, int at, Choices choices)
    {
        var (start, end) = (at, at);
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.'))
            start--;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.'))
            end++;
        return text[..start] + choices.Of(Words) + text[end..];
    }
}
