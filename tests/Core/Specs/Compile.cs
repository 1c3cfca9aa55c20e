using Sweep.Core.Specs;

namespace Sweep.Core.Tests.Specs;

/// <summary>Short ways to compile a spec in a test.</summary>
internal static class Compile
{
    public static SweepPlan Plan(string yaml)
    {
        var result = SpecCompiler.Compile(yaml, "spec.yaml");
        Assert.True(result.Plan is not null, string.Join('\n', result.Problems));
        return result.Plan;
    }

    public static IReadOnlyList<Problem> Problems(string yaml)
    {
        var result = SpecCompiler.Compile(yaml, "spec.yaml");
        Assert.Null(result.Plan);
        Assert.NotEmpty(result.Problems);
        return result.Problems;
    }

    /// <summary>The only problem of a spec with these lines after its name.</summary>
    public static Problem Problem(string lines) => Assert.Single(Problems("name: x\n" + lines));
}
