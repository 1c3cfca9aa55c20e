using Sweep.Core.Designs;
using Sweep.Core.Randomness;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Makes the plan of a bound spec: lays out its design and checks its combinations.</summary>
internal sealed class PlanBuilder(SweepSpec spec, IReadOnlyList<BoundFactor> factors, IReadOnlyDictionary<string, Place> places, ProblemSink problems)
{
    /// <summary>The plan, or null; why is then among the problems.</summary>
    public CompiledPlan? Build()
    {
        if (Baseline() is not { } design || Points(design) is not { } points)
            return null;
        if (points.Count > SpecCompiler.MaxTrials / spec.Replicates)
        {
            problems.Add(PlaceOf("design"), $"{points.Count} combinations of {spec.Replicates} replicates are more than {SpecCompiler.MaxTrials} trials; take fewer levels, or a design with a number of trials as {{sobol: 1000}}");
            return null;
        }

        var plan = new CompiledPlan(spec with { Design = design }, factors, points, points.Notes);
        var checker = new CombinationChecker(plan, factors, places, problems);
        var notes = checker.Check();
        return problems.Count > 0 ? null : plan.WithNotes([.. notes, .. TimeNotes()]);
    }

    private IEnumerable<string> TimeNotes()
    {
        if (spec.TrialTimeBudget > 0)
            yield return $"trial_time_budget: results depend on the machine and its load: a trial that trains for longer than {NumberText.Of(spec.TrialTimeBudget)} s is stopped, keeps its epochs and counts in no mean";
        if (spec.SweepTimeBudget > 0)
            yield return $"sweep_time_budget: which trials have results depends on the machine and its load: after {NumberText.Of(spec.SweepTimeBudget)} s the sweep pauses; resumed, it goes on for as long again, to the same results";
    }

    private Place PlaceOf(string key) => places.TryGetValue(key, out var place) ? place : places.GetValueOrDefault("vary");

    private PlanPoints? Points(Design design)
    {
        if (design is Design.Sampled sampled)
            return Sampled(sampled);
        foreach (var factor in factors.Where(f => f.Range is not null))
            problems.Add(factor.Place, $"vary.{factor.Name}: a range is drawn from by the designs random, sobol, halton and latin_hypercube alone; write a list of levels, or a design as {{sobol: 50}}");
        if (factors.Any(f => f.Range is not null))
            return null;
        int[] sizes = [.. factors.Select(f => f.Levels.Count)];
        switch (design)
        {
            case Design.Fraction fraction:
                if (FractionDesign.TryFind(sizes, fraction.Power, [.. factors.Select(f => f.Name)], out var reason) is { } found)
                    return new(found);
                problems.Add(PlaceOf("design"), "design: " + (factors.Count == 0 ? "a fraction needs factors; vary is empty" : reason));
                return null;
            case Design.Ablation ablation:
                return new(Distinct(new(sizes, [.. SpecText.Baseline(ablation, factors).Select(b => b.Level)])));
            default:
                if (sizes.Aggregate(1.0, (product, n) => product * n) <= SpecCompiler.MaxTrials)
                    return new(new FullDesign(sizes));
                problems.Add(PlaceOf("design"), $"the full factorial of {string.Join(" x ", sizes)} levels has more than {SpecCompiler.MaxTrials} combinations; take fewer levels, or a design with a number of trials as {{sobol: 1000}}");
                return null;
        }
    }

    private PlanPoints? Sampled(Design.Sampled design)
    {
        if (factors.Count == 0)
        {
            problems.Add(PlaceOf("design"), "design: nothing to draw; vary is empty");
            return null;
        }

        // The design belongs to the sweep, not to a replicate: the first replicate's key serves, in a stream of its own.
        var key = RandomKey.For(spec.Seed, 0);
        return new(design switch
        {
            Design.Random => new RandomDesign(design.Trials, key),
            Design.Sobol => new SobolDesign(design.Trials, factors.Count, key),
            Design.Halton => new HaltonDesign(design.Trials, factors.Count, key),
            _ => (IPointDesign)new LatinHypercubeDesign(design.Trials, key),
        });
    }

    /// <summary>The design with an ablation's baseline complete; null when it names what is not there.</summary>
    private Design? Baseline()
    {
        if (spec.Design is not Design.Ablation ablation)
            return spec.Design;
        var before = problems.Count;
        foreach (var (name, label) in ablation.Baseline)
        {
            var place = places.TryGetValue("design.baseline." + name, out var at) ? at : PlaceOf("design");
            if (factors.FirstOrDefault(f => f.Name == name) is not { } factor)
                problems.Add(place, $"design: the baseline names '{YamlScalar.Short(name)}', which is no factor{Spelling.Advice(name, [.. factors.Select(f => f.Name)])}");
            else if (!factor.Levels.Any(l => l.Label == label))
                problems.Add(place, $"design: the baseline's {name} is '{YamlScalar.Short(label)}', which is no level{Spelling.Advice(label, [.. factor.Levels.Select(l => l.Label)])}");
        }

        return problems.Count > before
            ? null
            : ablation with { Baseline = factors.Where(f => f.Levels.Count > 0).ToDictionary(f => f.Name, f => f.Levels.Any(l => ablation.Baseline.GetValueOrDefault(f.Name) == l.Label) ? ablation.Baseline[f.Name] : f.Levels[0].Label) };
    }

    /// <summary>Leaves out combinations whose configuration an earlier one already has.</summary>
    private AblationDesign Distinct(AblationDesign design)
    {
        var plan = new CompiledPlan(spec, factors, new(design), []);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var again = new HashSet<long>();
        for (var i = 0L; i < design.Count; i++)
        {
            if (plan.TryCombination(i, out _) is { } combination && !seen.Add(ValueText.Of(combination.Config, Catalog.Instance.TrialValue)))
                again.Add(i);
        }

        return design.Without(again);
    }
}
