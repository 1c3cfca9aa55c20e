using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Sets fields in copies of configurations. Safe to use from many threads.</summary>
internal static class ConfigEditor
{
    /// <summary>A copy with one field set, or null with the reason when the options chosen there have no such field.</summary>
    public static TrialConfig? With(TrialConfig config, Target target, Func<FieldShape, object?> value, out string? reason)
    {
        reason = null;
        return (TrialConfig?)Set(config, Catalog.Instance.Trial, target, 0, value, ref reason);
    }

    private static object? Set(object record, RecordShape shape, Target target, int depth, Func<FieldShape, object?> value, ref string? reason)
    {
        var field = shape.Find(target.Segments[depth])!;
        if (depth == target.Segments.Count - 1)
        {
            var edited = shape.Clone(record);
            field.Set(edited, value(field));
            return edited;
        }

        var child = field.Get(record)!;
        var inner = field.Value.Record;
        if (field.Value.Choice is { } choice)
        {
            var option = choice.Of(child);
            inner = option.Record;
            if (inner.Find(target.Segments[depth + 1]) is null)
            {
                reason = $"{field.Name} {option.Name} has no {target.Segments[depth + 1]}";
                return null;
            }
        }

        if (Set(child, inner!, target, depth + 1, value, ref reason) is not { } changed)
            return null;
        var copy = shape.Clone(record);
        field.Set(copy, changed);
        return copy;
    }
}
