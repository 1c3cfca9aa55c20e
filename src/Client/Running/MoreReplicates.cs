using System.Globalization;
using System.Text.RegularExpressions;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>The plan of a sweep with more replicates.</summary>
internal static partial class MoreReplicates
{
    /// <summary>The same plan with this many replicates; all combinations, and so all numbers of trials, stay.</summary>
    /// <exception cref="InvalidInputException">They are fewer than it has, or more than a spec may have.</exception>
    public static SweepPlan Of(SweepRecord sweep, SweepPlan plan, int replicates)
    {
        if (replicates < plan.Spec.Replicates)
            throw new InvalidInputException($"--replicates is {replicates}, but sweep {sweep.Id} has {plan.Spec.Replicates} already, and results are never taken away");
        var yaml = Setting().Replace(plan.NormalisedYaml, string.Create(CultureInfo.InvariantCulture, $"replicates: {replicates}"));
        var result = SpecCompiler.Compile(yaml, $"the spec of {sweep.Id}");
        var grown = result.Plan ?? throw new InvalidInputException(result.Problems);
        return grown.Spec.Replicates == replicates && grown.Combinations == plan.Combinations
            ? grown
            : throw new InvalidInputException($"the spec of {sweep.Id} cannot be given {replicates} replicates");
    }

    // In a normalised spec each setting stands on a line of its own, and what people wrote is quoted.
    [GeneratedRegex(@"^replicates: \d+$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
