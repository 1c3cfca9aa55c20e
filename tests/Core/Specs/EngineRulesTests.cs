using Sweep.Core.Specs;

namespace Sweep.Core.Tests.Specs;

public sealed class EngineRulesTests
{
    /// <summary>A spec for each row of the table, its first line left out, and the place of what is refused.</summary>
    private static readonly (string Path, string Lines, int Line, int Column, string Message)[] Refused =
    [
        ("model.conv", "model: {conv: [{channels: 16, kernel: 3, pool: 2, batch_norm: before}], hidden: [64]}", 2, 15, "model.conv: conv needs engine torch; the native engine has dense layers alone"),
        ("training.device", "training: {device: cuda}", 2, 20, "training.device: device cuda needs engine torch; the native engine computes on the processor alone"),
    ];

    [Fact]
    public void What_an_engine_lacks_is_refused_by_name_with_the_engine_that_has_it()
    {
        Assert.Equal(EngineRules.Lacks.Select(l => l.Path), Refused.Select(r => r.Path));
        Assert.All(Refused, r =>
        {
            var problem = Compile.Problem(r.Lines);
            Assert.Equal((r.Line, r.Column), (problem.Line, problem.Column));
            Assert.Equal(r.Message, problem.Message);
        });
    }

    [Fact]
    public void The_engine_named_in_a_refusal_takes_the_same_spec()
        => Assert.All(EngineRules.Lacks.Zip(Refused), pair =>
        {
            var lines = pair.Second.Lines.Contains("training: {", StringComparison.Ordinal)
                ? pair.Second.Lines.Replace("training: {", $"training: {{engine: {EngineRules.Name(pair.First.Instead)}, ", StringComparison.Ordinal)
                : pair.Second.Lines + $"\ntraining: {{engine: {EngineRules.Name(pair.First.Instead)}}}";
            Assert.Equal(pair.First.Instead, Compile.Plan("name: x\n" + lines).Combination(0).Config.Training.Engine);
        });

    [Fact]
    public void A_varied_engine_is_refused_where_it_lacks_something_alone()
        => Assert.Contains("(1 of 2 combinations; the first is engine=native)", Compile.Problem("training: {device: cuda}\nvary: {engine: [torch, native]}").Message, StringComparison.Ordinal);

    [Fact]
    public void The_default_engine_and_device_leave_hash_and_identity_as_they_were_without_them()
    {
        var silent = Compile.Plan("name: x\n");
        var said = Compile.Plan("name: x\ntraining: {engine: native, device: cpu}\n");
        var torch = Compile.Plan("name: x\ntraining: {engine: torch}\n");
        var cuda = Compile.Plan("name: x\ntraining: {engine: torch, device: cuda}\n");
        Assert.Equal("c9a652afed8ded3ca5b24bda9a2697738c549cdc8e0331893686722327af5005", silent.Hash);
        Assert.Equal(silent.Hash, said.Hash);
        Assert.Equal(ConfigIdentity.Of(silent.Combination(0).Config), ConfigIdentity.Of(said.Combination(0).Config));
        Assert.Equal(3, new[] { silent, torch, cuda }.Select(p => p.Hash).Distinct().Count());
        Assert.Equal(3, new[] { silent, torch, cuda }.Select(p => ConfigIdentity.Of(p.Combination(0).Config)).Distinct().Count());
        Assert.DoesNotContain(ConfigFields.Of(silent.Combination(0).Config), f => f.Key is "training.engine" or "training.device");
        Assert.Contains(new("training.device", "cuda"), ConfigFields.Of(cuda.Combination(0).Config));
        Assert.Contains("\n  engine: native\n  device: cpu\n", silent.NormalisedYaml, StringComparison.Ordinal);
    }
}
