using System.Text.Json.Serialization;
using Sweep.Core.Results;

namespace Sweep.Reporting.Json;

/// <summary>A score. Its property is called like the score of its task, as the columns of the tables are; that of the other task is null and not written.</summary>
[JsonConverter(typeof(ScoreConverter))]
internal readonly record struct ScoreDocument(double? Value)
{
    /// <summary>The score under the name of the one task, where it is of that task.</summary>
    public static ScoreDocument? For(TaskKind wanted, TaskKind task, double score) => wanted == task ? new(ResultsJson.Finite(score)) : null;
}
