using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sweep.Reporting.Json;

/// <summary>Writes a score as the number that it is, or null where it is not finite.</summary>
internal sealed class ScoreConverter : JsonConverter<ScoreDocument>
{
    /// <inheritdoc/>
    public override ScoreDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => new(reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ScoreDocument value, JsonSerializerOptions options)
    {
        if (value.Value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}
