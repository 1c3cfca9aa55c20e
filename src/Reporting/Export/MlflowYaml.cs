using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sweep.Reporting.Export;

/// <summary>MLflow's meta.yaml: one flat mapping. Texts are in double quotes with JSON's escapes, which YAML shares.</summary>
internal static class MlflowYaml
{
    /// <summary>The mapping's text.</summary>
    public static string Of(params (string Name, object? Value)[] fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {Value(value)}\n");
        return text.ToString();
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{JsonEncodedText.Encode(text)}\"",
        string[] => "[]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
