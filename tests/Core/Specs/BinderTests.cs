using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Core.Designs;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;
using Binder = Sweep.Core.Specs.Binding.Binder;

namespace Sweep.Core.Tests.Specs;

public sealed class BinderTests
{
    /// <summary>Every [Field] of every type the language has, found by reflection rather than through the catalogue.</summary>
    public static TheoryData<string, string> Fields()
    {
        var data = new TheoryData<string, string>();
        foreach (var type in typeof(TrialConfig).Assembly.GetTypes().Where(t => t.IsClass && !t.IsAbstract && (t.Namespace == typeof(TrialConfig).Namespace || t.DeclaringType == typeof(Design))))
        {
            foreach (var property in type.GetProperties().Where(p => Attribute.GetCustomAttribute(p, typeof(FieldAttribute), inherit: true) is not null))
                data.Add(type.FullName!, property.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Every_field_is_bound_from_its_name_and_written_back(string typeName, string propertyName)
    {
        var type = typeof(TrialConfig).Assembly.GetType(typeName)!;
        var property = type.GetProperty(propertyName)!;
        var shape = ShapeOf(type);
        var field = shape.Find(SnakeCase.Of(propertyName));
        Assert.NotNull(field);
        Assert.False(string.IsNullOrWhiteSpace(field.Limits.Summary));
        var defaults = shape.Create();
        var other = Other(field, property.GetValue(defaults));

        var problems = new ProblemSink("x");
        var text = $"{{{field.Name}: {other}}}";
        var bound = new Binder(problems).BindFields((YamlMapping)YamlReader.Read(text, problems)!, shape, defaults, "x");
        Assert.Empty(problems.ToList());
        Assert.NotEqual(ValueText.Of(property.GetValue(defaults), field.Value), ValueText.Of(property.GetValue(bound), field.Value));
        Assert.Equal(other, ValueText.Of(property.GetValue(bound), field.Value));

        foreach (var untouched in shape.Fields.Where(f => f != field))
            Assert.Equal(ValueText.Of(untouched.Get(defaults), untouched.Value), ValueText.Of(untouched.Get(bound), untouched.Value));
    }

    [Fact]
    public void Every_option_of_every_choice_is_bound_from_its_name()
    {
        var names = typeof(TrialConfig).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<OptionAttribute>() is not null && t.DeclaringType != typeof(Design))
            .Select(t => (Type: t, t.GetCustomAttribute<OptionAttribute>()!.Name)).ToArray();
        Assert.True(names.Length > 50);
        foreach (var (type, name) in names)
        {
            var choice = ChoiceOf(type.DeclaringType!);
            var problems = new ProblemSink("x");
            Assert.True(new Binder(problems).TryBind(YamlReader.Read(name, problems)!, new() { Kind = ValueKind.Choice, Type = choice.Type, Choice = choice }, new("x"), "x", out var value));
            Assert.Equal(type, value!.GetType());
        }
    }

    [Theory]
    [InlineData("1e-4", 1e-4)]
    [InlineData("+.5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("-0", 0.0)]
    [InlineData("1E+3", 1000.0)]
    [InlineData("0.1", 0.1)]
    public void Decimal_numbers_are_read(string text, double expected)
    {
        Assert.Null(NumberText.TryParse(text, out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1e")]
    [InlineData(".")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("00")]
    [InlineData("١")]
    [InlineData("1_0")]
    [InlineData("NaN")]
    [InlineData(".inf")]
    [InlineData("1e400")]
    public void What_is_no_decimal_number_is_refused(string text) => Assert.NotNull(NumberText.TryParse(text, out _));

    [Theory]
    [InlineData(1e-10, "1e-10")]
    [InlineData(1e22, "1e22")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "0")]
    [InlineData(128, "128")]
    public void Numbers_are_written_as_short_as_they_read_back(double value, string text)
    {
        Assert.Equal(text, NumberText.Of(value));
        Assert.Null(NumberText.TryParse(text, out var again));
        Assert.Equal(value + 0.0, again);
    }

    [Theory]
    [InlineData("relu", "relu", 0)]
    [InlineData("rleu", "relu", 1)]
    [InlineData("rel", "relu", 1)]
    [InlineData("relux", "relu", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distances_count_insertions_deletions_replacements_and_swaps(string a, string b, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(a, b));
        Assert.Equal(distance, Spelling.Distance(b, a));
    }

    [Fact]
    public void Configurations_are_bound_by_the_ten_thousand()
    {
        var problems = new ProblemSink("x");
        var node = (YamlMapping)YamlReader.Read("{hidden: [128, 128, 128], activation: {leaky_relu: 0.1}, init: he_normal, dropout: 0.3}", problems)!;
        var training = (YamlMapping)YamlReader.Read("{epochs: 20, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}, l2: 1e-4, clip: {norm: 1}}", problems)!;
        var (modelShape, trainingShape) = (ShapeOf(typeof(ModelConfig)), ShapeOf(typeof(TrainingConfig)));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20_000; i++)
        {
            var binder = new Binder(problems);
            binder.BindFields(node, modelShape, new ModelConfig(), "model");
            binder.BindFields(training, trainingShape, new TrainingConfig(), "training");
        }

        // Held to a fifth of the aim of 20,000 a second, as a machine under test is seldom idle.
        Assert.True(watch.Elapsed.TotalSeconds < 5, $"20,000 configurations took {watch.Elapsed}");
        TestContext.Current.SendDiagnosticMessage($"20,000 configurations bound in {watch.Elapsed}");
    }

    /// <summary>Another value that a field takes, in canonical text.</summary>
    private static string Other(FieldShape field, object? value) => field.Value.Kind switch
    {
        ValueKind.Number => NumberText.Of(Within(field.Limits, value is double number ? number : double.NaN)),
        ValueKind.Whole => NumberText.Of(Whole(field.Limits, value is null ? double.NaN : Convert.ToDouble(value, CultureInfo.InvariantCulture))),
        ValueKind.BatchSize => "full",
        ValueKind.Duration => "5m",
        ValueKind.Truth => (bool)value! ? "false" : "true",
        ValueKind.Text => "\"a \\\"text\\\": 1\"",
        ValueKind.Name => field.Value.Names.First(n => !n.Value.Equals(value)).Key,
        ValueKind.Choice => ValueText.Of(field.Value.Choice!.Options.Where(o => value is null || o != field.Value.Choice!.Of(value)).First().Record.Create(), field.Value),
        ValueKind.Record => ValueText.Of(new Augmentation { Noise = 0.5 }, field.Value),
        ValueKind.List when field.Value.Item!.Kind == ValueKind.Whole => "[3, 4]",
        ValueKind.List when field.Value.Item!.Type == typeof(ConvStage) => "[" + ValueText.Of(new ConvStage { Channels = 8, BatchNorm = BatchNormPlace.After }, field.Value.Item!) + "]",
        ValueKind.List => "[" + ValueText.Of(new LayerOverride { Layer = 2, Dropout = 0.25 }, field.Value.Item!) + "]",
        _ => "{\"a\": \"b\"}",
    };

    private static double Within(FieldAttribute limits, double than)
    {
        double[] candidates = [0.5, 0.25, 2, 30];
        return candidates.First(c => Binder.InRange(c, limits) && c != than);
    }

    private static double Whole(FieldAttribute limits, double than)
    {
        double[] candidates = [1, 2, 7, 12];
        return candidates.First(c => Binder.InRange(c, limits) && c != than);
    }

    private static RecordShape ShapeOf(Type type) => Records().First(r => r.Type == type);

    private static ChoiceShape ChoiceOf(Type type) => Choices(Records()).First(c => c.Type == type);

    private static IEnumerable<ChoiceShape> Choices(IEnumerable<RecordShape> records)
        => records.SelectMany(r => r.Fields).Select(f => f.Value.Choice).OfType<ChoiceShape>().Append(Catalog.Instance.DesignValue.Choice!).Distinct();

    private static List<RecordShape> Records()
    {
        var found = new List<RecordShape> { Catalog.Instance.Trial, Catalog.Instance.CheckpointValue.Record!, Catalog.Instance.VerdictsValue.Record!, Catalog.Instance.AnalysisValue.Record! };
        found.AddRange(Catalog.Instance.DesignValue.Choice!.Options.Select(o => o.Record));
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var shape in found[i].Fields.Select(f => f.Value.Item ?? f.Value))
                found.AddRange(new[] { shape.Record }.Concat(shape.Choice?.Options.Select(o => o.Record) ?? []).OfType<RecordShape>().Where(r => !found.Contains(r)));
        }

        return found;
    }
}
