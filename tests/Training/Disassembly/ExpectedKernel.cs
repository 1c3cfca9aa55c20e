namespace Sweep.Training.Tests.Disassembly;

/// <summary>What a listing must hold of one kernel.</summary>
/// <param name="Name">How its name begins in the listing, without namespaces.</param>
/// <param name="FusedMultiplyAdds">Fused multiply-adds that one of its innermost loops has at least.</param>
/// <param name="RereadConstants">How many vectors a loop may read from the stack where it writes none there: constants of the loop.</param>
internal sealed record ExpectedKernel(string Name, int FusedMultiplyAdds, int RereadConstants = 0)
{
    // Adam's six constants, the five that shape the gradient and what one element needs at a time are more than 16 vectors. Two
    // constants are read again for each; the loop waits for its divisions and its root rather than for these.
    private const int RereadByAdam = 2;

    /// <summary>All hot kernels of one vector width.</summary>
    /// <param name="bits">256 or 512.</param>
    public static IReadOnlyList<ExpectedKernel> Of(int bits)
    {
        var tile = $"[Lanes{bits / 32},Vector{bits}`1[float]]";
        var rung = $"F{bits / 32}";
        // 16 columns, the least, are one vector of 512 bits and a wide tile of 256.
        int[] narrow = bits == 512 ? [8, 4, 2, 1] : [];
        int[] wide = bits == 512 ? [8, 4, 2, 1] : [6, 4, 2, 1];
        return
        [
            .. wide.Select(rows => new ExpectedKernel($"WideTiles`2{tile}:Rows{rows}(", 2 * rows)),
            .. narrow.Select(rows => new ExpectedKernel($"NarrowTiles`2{tile}:Rows{rows}(", rows)),
            new("Gemm:PackA(", 0),
            new("Gemm:PackB(", 0),
            new($"ForwardJob:Run[TanhMap,{rung}](", 8),
            new($"ForwardJob:Run[SigmoidMap,{rung}](", 8),
            new($"ForwardJob:Run[ReluMap,{rung}](", 0),
            new($"BackwardJob:Run[TanhMap,{rung}](", 1),
            new($"BackwardJob:Run[SigmoidMap,{rung}](", 0),
            new($"BackwardJob:Run[ReluMap,{rung}](", 0),
            .. from rule in (string[])["SgdRule", "AdamRule"]
               from shape in (string[])["No,No", "Yes,No", "Yes,Yes"]
               from measure in (string[])["Yes", "No"]
               let reread = bits == 256 && rule == "AdamRule" && shape == "Yes,Yes" ? RereadByAdam : 0
               select new ExpectedKernel($"UpdateLoop:Loop[{rule},{rung},{shape},{measure}](", 2, reread),
            new($"LossKernels:SoftmaxCrossEntropy[{rung}](", 8),
            new($"RandomLoops:DropoutMask[{rung}](", 0),
            new($"{rung}:AccumulateSquares(", 0),
        ];
    }

    /// <summary>What of this kernel a listing lacks: the kernel, vectors of that class, fused multiply-adds.</summary>
    public IEnumerable<string> MissingFrom(IReadOnlyList<ListedMethod> methods, string registers)
    {
        var found = methods.Where(method => method.Name.StartsWith(Name, StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
            yield return $"{Name}…) is not in the listing";
        foreach (var method in found)
        {
            var loops = method.InnermostLoops().Where(loop => loop.Uses(registers)).ToList();
            if (!method.Name.EndsWith("(FullOpts)", StringComparison.Ordinal))
                yield return $"{method.Name} is not optimised";
            if (method.HasTableJump)
                yield return $"{method.Name} jumps through a table, beyond which its loops are not found";
            if (loops.Count == 0)
                yield return $"{method.Name} has no innermost loop over {registers} registers";
            else if (loops.Max(loop => loop.FusedMultiplyAdds) is var most && most < FusedMultiplyAdds)
                yield return $"{method.Name} has {most} fused multiply-adds in a loop, not {FusedMultiplyAdds}";
        }
    }

    /// <summary>Accesses to the stack by vector instructions in innermost loops of this kernel, as method, loop, instruction.</summary>
    public IEnumerable<string> SpillsIn(IReadOnlyList<ListedMethod> methods)
        => from method in methods
           where method.Name.StartsWith(Name, StringComparison.Ordinal)
           from loop in method.InnermostLoops()
           let spills = loop.Instructions.Where(method.TouchesStack).ToList()
           where spills.Count > RereadConstants || spills.Any(Writes)
           from spill in spills
           select $"{method.Name}, loop at {loop.Label} ({loop.Instructions.Count} instructions): {spill}";

    private static bool Writes(string instruction) => instruction.IndexOf('[', StringComparison.Ordinal) is var memory
        && instruction.IndexOf(',', StringComparison.Ordinal) is var comma && memory < comma;
}
