using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Compilation;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs;

/// <summary>Compiles a spec's text into a plan. Pure: it reads no file, and the same text gives the same plan everywhere.</summary>
public static class SpecCompiler
{
    /// <summary>Greatest number of trials of one sweep.</summary>
    public const long MaxTrials = 100_000_000;

    /// <summary>The plan, or everything that is wrong with the text.</summary>
    /// <param name="yaml">The spec.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    public static SpecResult Compile(string yaml, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(fileName);
        var problems = new ProblemSink(fileName);
        if (YamlReader.Read(yaml, problems) is not { } root)
            return new(null, problems.ToList());
        var binder = new Binder(problems);
        var (spec, factors) = new SpecBinder(binder, problems).Bind(root);
        if (spec is null || problems.Count > 0)
            return new(null, problems.ToList());
        var builder = new PlanBuilder(spec, factors, binder.Places, problems);
        return builder.Build() is { } plan && problems.Count == 0 ? new(plan, []) : new(null, problems.ToList());
    }
}
