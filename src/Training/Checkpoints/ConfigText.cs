using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Sweep.Training.Checkpoints;

/// <summary>A configuration as text that is equal exactly where two configurations are.</summary>
internal static class ConfigText
{
    /// <summary>All public properties, depth first, with the type's name before them.</summary>
    public static string Of(object configuration)
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
                    text.Append(property.Name).Append('=');
                    Write(property.GetValue(value), text);
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }
}
