using Sweep.Training.Data;

namespace Sweep.Client.Output;

/// <summary>A data set as <c>sweep datasets --json</c> prints it; null where its files decide.</summary>
internal sealed record DatasetJson(string Name, string Summary, int? Rows, int? Features, int? Classes, string? Task, string Provenance)
{
    /// <summary>Made from the catalogue.</summary>
    public static DatasetJson Of(DatasetDescription set)
        => new(set.Name, set.Summary, set.Rows, set.Features, set.Classes, set.Task?.ToString().ToSnakeCase(), set.Provenance);
}
