namespace Sweep.Torch.Tests;

/// <summary>What can be said of the engine where it was not built.</summary>
public sealed class NotBuilt
{
    [Fact(Skip = "these tests need TorchSharp: build and run them with -p:Torch=true")]
    public void Engine_torch_is_tested_where_it_was_built() => Assert.Fail("skipped");
}
