using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Core.Designs;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Specs.Binding;

/// <summary>
/// The shapes of all configuration types, read once from their attributes and never changed.
/// A new field or option needs nothing but its attribute to be known here.
/// </summary>
internal sealed class Catalog
{
    private readonly Dictionary<Type, RecordShape> _records = [];
    private readonly Dictionary<Type, ChoiceShape> _choices = [];
    private readonly NullabilityInfoContext _nullability = new();

    private Catalog()
    {
        Trial = new(typeof(TrialConfig),
        [
            Section(typeof(TrialConfig), nameof(TrialConfig.Dataset), "data and how it is split"),
            Section(typeof(TrialConfig), nameof(TrialConfig.Model), "the network"),
            Section(typeof(TrialConfig), nameof(TrialConfig.Training), "how the network is trained"),
            Section(typeof(TrialConfig), nameof(TrialConfig.Probes), "what is measured meanwhile"),
        ]);
        Source = RecordOf(typeof(DatasetConfig)).Fields[0];
        TrialValue = new() { Kind = ValueKind.Record, Type = typeof(TrialConfig), Record = Trial };
        DesignValue = ShapeOf(typeof(Design), false);
        CheckpointValue = ShapeOf(typeof(CheckpointConfig), false);
        VerdictsValue = ShapeOf(typeof(VerdictThresholds), false);
        AnalysisValue = ShapeOf(typeof(AnalysisConfig), false);
    }

    /// <summary>The one catalogue of this build's types.</summary>
    public static Catalog Instance { get; } = new();

    /// <summary>dataset, model, training and probes.</summary>
    public RecordShape Trial { get; }

    /// <summary>A data set's source, which a spec writes among the data set's own fields.</summary>
    public FieldShape Source { get; }

    /// <summary>A whole configuration.</summary>
    public ValueShape TrialValue { get; }

    /// <summary>A design.</summary>
    public ValueShape DesignValue { get; }

    /// <summary>When trainings are saved.</summary>
    public ValueShape CheckpointValue { get; }

    /// <summary>Where the verdicts' lines are drawn.</summary>
    public ValueShape VerdictsValue { get; }

    /// <summary>How results are analysed.</summary>
    public ValueShape AnalysisValue { get; }

    private FieldShape Section(Type type, string property, string summary)
    {
        var info = type.GetProperty(property)!;
        return new(SnakeCase.Of(property), info, new FieldAttribute(summary), ShapeOf(info.PropertyType, false));
    }

    private RecordShape RecordOf(Type type)
    {
        if (_records.TryGetValue(type, out var known))
            return known;
        var fields = new List<FieldShape>();
        if (type == typeof(DatasetConfig))
            fields.Add(Section(type, nameof(DatasetConfig.Source), "where samples come from"));
        foreach (var declared in Ancestors(type).SelectMany(Declared))
        {
            var property = type.GetProperty(declared.Name)!;
            var nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || (!property.PropertyType.IsValueType && _nullability.Create(property).ReadState == NullabilityState.Nullable);
            fields.Add(new(SnakeCase.Of(property.Name), property, declared.GetCustomAttribute<FieldAttribute>()!, ShapeOf(property.PropertyType, nullable)));
        }

        return _records[type] = new(type, fields);
    }

    private static Stack<Type> Ancestors(Type type)
    {
        var chain = new Stack<Type>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            chain.Push(t);
        return chain;
    }

    private static IEnumerable<PropertyInfo> Declared(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.IsDefined(typeof(FieldAttribute), inherit: false))
            .OrderBy(p => p.MetadataToken);

    private ChoiceShape ChoiceOf(Type type)
    {
        if (_choices.TryGetValue(type, out var known))
            return known;
        var options = type.GetNestedTypes()
            .Where(t => t.IsDefined(typeof(OptionAttribute), inherit: false))
            .OrderBy(t => t.MetadataToken)
            .Select(t => (Type: t, Option: t.GetCustomAttribute<OptionAttribute>()!))
            .Select(o => new OptionShape(o.Option.Name, o.Option.Summary, RecordOf(o.Type)));
        return _choices[type] = new(type, [.. options]);
    }

    private ValueShape ShapeOf(Type declared, bool nullable)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(double))
            return new() { Kind = ValueKind.Number, Type = type, Nullable = nullable };
        if (type == typeof(int) || type == typeof(long))
            return new() { Kind = ValueKind.Whole, Type = type, Nullable = nullable };
        if (type == typeof(TimeSpan))
            return new() { Kind = ValueKind.Duration, Type = type, Nullable = nullable };
        if (type == typeof(bool))
            return new() { Kind = ValueKind.Truth, Type = type, Nullable = nullable };
        if (type == typeof(string))
            return new() { Kind = ValueKind.Text, Type = type, Nullable = nullable };
        if (type == typeof(BatchSize))
            return new() { Kind = ValueKind.BatchSize, Type = type, Nullable = nullable };
        if (type.IsEnum)
            return new() { Kind = ValueKind.Name, Type = type, Nullable = nullable, Names = [.. Enum.GetValues(type).Cast<object>().Select(v => KeyValuePair.Create(SnakeCase.Of(v.ToString()!), v))] };
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return new() { Kind = ValueKind.Map, Type = type, Nullable = nullable };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new() { Kind = ValueKind.List, Type = type, Nullable = nullable, Item = ShapeOf(type.GetGenericArguments()[0], false) };
        return type.IsAbstract
            ? new() { Kind = ValueKind.Choice, Type = type, Nullable = nullable, Choice = ChoiceOf(type) }
            : new() { Kind = ValueKind.Record, Type = type, Nullable = nullable, Record = RecordOf(type) };
    }
}
