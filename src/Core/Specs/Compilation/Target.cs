using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs.Compilation;

/// <summary>A field that can be varied.</summary>
/// <param name="Segments">Names from the section down: training, optimizer, momentum.</param>
/// <param name="Fields">The fields that bear this path, one for each option that has it.</param>
internal sealed record Target(IReadOnlyList<string> Segments, IReadOnlyList<FieldShape> Fields)
{
    /// <summary>The full path; a data set's source is written without the word.</summary>
    public string Path { get; } = string.Join('.', Segments.Count > 2 && Segments[1] == "source" ? Segments.Where((_, i) => i != 1) : Segments);
}
