using System.Reflection;
using System.Text.Json;
using Sweep.Core.Configuration;

namespace Sweep.Training.Tests.Engine;

/// <summary>Makes options of a choice from the reference files' JSON, where fields have a spec's names.</summary>
internal static class SpecOptions
{
    public static T Make<T>(JsonElement json)
    {
        var name = json.GetProperty("name").GetString();
        var type = typeof(T).GetNestedTypes().Single(t => t.GetCustomAttribute<OptionAttribute>()?.Name == name);
        return (T)Fill(Activator.CreateInstance(type)!, json);
    }

    /// <summary>Sets whichever of a record's properties the JSON has fields for.</summary>
    public static T Fill<T>(T option, JsonElement json)
        where T : notnull
    {
        var type = option.GetType();
        foreach (var field in json.EnumerateObject().Where(f => f.Name != "name"))
        {
            var property = type.GetProperty(string.Concat(field.Name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));
            if (property is null)
                continue;
            var target = property.PropertyType;
            object value = target == typeof(double) ? field.Value.GetDouble()
                : target == typeof(int) ? field.Value.GetInt32()
                : target == typeof(bool) ? field.Value.GetBoolean()
                : Enum.Parse(target, field.Value.GetString()!, ignoreCase: true);
            property.SetValue(option, value);
        }

        return option;
    }

    public static T Make<T>(JsonElement json, string field, T otherwise)
        => json.TryGetProperty(field, out var value) ? Make<T>(value) : otherwise;

    public static double Number(JsonElement json, string field, double otherwise = 0)
        => json.TryGetProperty(field, out var value) ? value.GetDouble() : otherwise;

    public static float[] Floats(JsonElement json) => [.. json.EnumerateArray().Select(value => value.GetSingle())];

    public static double[] Doubles(JsonElement json) => [.. json.EnumerateArray().Select(value => value.GetDouble())];

    public static int[] Integers(JsonElement json) => [.. json.EnumerateArray().Select(value => value.GetInt32())];

    public static JsonElement Read(string name)
        => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "reference", name + ".json"))).RootElement;
}
