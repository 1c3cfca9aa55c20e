using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Sweep.Core.Configuration;

namespace Sweep.Training.Checkpoints;

/// <summary>
/// A configuration as text that is equal exactly where two configurations are. Fields whose default is implied are left out
/// at their default, so that a new one leaves the checkpoints of trainings that do not use it valid.
/// </summary>
internal static class ConfigText
{
    /// <summary>All public properties, depth first, with the type's name before them.</summary>
    public static string Of(object? configuration)
    {
        var text = new StringBuilder();
        Write(configuration, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or Enum:
                text.Append('"').Append(value).Append('"');
                break;
            case IConvertible number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetType().Name).Append('{');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    if (IsImplied(property, value))
                        continue;
                    text.Append(property.Name).Append('=');
                    Write(property.GetValue(value), text);
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }

    private static bool IsImplied(PropertyInfo property, object record)
        => property.GetCustomAttribute<FieldAttribute>() is { ImpliedDefault: true }
            && Of(property.GetValue(record)) == Of(property.GetValue(Activator.CreateInstance(record.GetType())!));
}
