using System.Reflection;

namespace Sweep.Torch.Tests;

/// <summary>What can be said of the engine where it was not built.</summary>
public sealed class NotBuilt
{
    [Fact(Skip = "these tests need TorchSharp: build and run them with -p:Torch=true")]
    public void Engine_torch_is_tested_where_it_was_built() => Assert.Fail("skipped");

    [Fact]
    public void Nothing_of_TorchSharp_is_in_a_build_without_it()
    {
        var room = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Sweep.Torch.dll"));
        Assert.Empty(room.GetExportedTypes());
        Assert.DoesNotContain("TorchSharp", room.GetReferencedAssemblies().Select(assembly => assembly.Name));
        Assert.Empty(Directory.GetFiles(AppContext.BaseDirectory, "*torch*.so").Concat(Directory.GetFiles(AppContext.BaseDirectory, "TorchSharp*")));
    }
}
