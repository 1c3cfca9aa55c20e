using System.Text.RegularExpressions;

namespace Sweep.Training.Tests.Disassembly;

/// <summary>Machine code of one method as basic blocks, with the loops among them.</summary>
internal sealed partial class ListedMethod(string name)
{
    private readonly List<Block> _blocks = [new("entry", [])];
    private bool _ended;

    public string Name => name;

    /// <summary>Whether rbp points into the frame; elsewhere it is a register like others.</summary>
    public bool HasFramePointer { get; set; }

    /// <summary>Whether it jumps through a table, beyond which loops are not found.</summary>
    public bool HasTableJump => _blocks.Any(block => block.Instructions.Any(i => TableJump().IsMatch(i)));

    /// <summary>Whether an instruction moves a vector register, or a part of it, from or to the frame.</summary>
    public bool TouchesStack(string instruction)
        => VectorRegister().IsMatch(instruction) && StackSlot().Match(instruction) is { Success: true } slot
            && (slot.Groups[1].Value == "rsp" || HasFramePointer);

    public void BeginBlock(string label)
    {
        _blocks.Add(new Block(label, []));
        _ended = false;
    }

    public void Add(string instruction)
    {
        if (_ended)
            BeginBlock(_blocks[^1].Label);
        _blocks[^1].Instructions.Add(instruction);
        _ended = instruction[0] == 'j' || instruction.StartsWith("ret", StringComparison.Ordinal);
    }

    /// <summary>
    /// Loops that hold no other: natural loops, of edges back to a block that every way to their start passes. The runtime may
    /// lay the blocks of a loop out anywhere, so that a range between a jump and its target would not do.
    /// </summary>
    public IReadOnlyList<MachineLoop> InnermostLoops()
    {
        var next = Successors();
        var reached = Reached(next);
        var before = Enumerable.Range(0, _blocks.Count).Select(_ => new List<int>()).ToArray();
        foreach (var from in reached)
            next[from].ForEach(to => before[to].Add(from));
        var dominators = Dominators(before);
        var bodies = new SortedDictionary<int, HashSet<int>>();
        foreach (var from in reached)
        {
            foreach (var head in next[from].Where(to => dominators[from].Contains(to)))
            {
                if (!bodies.TryGetValue(head, out var body))
                    bodies.Add(head, body = [head]);
                Collect(from, before, body);
            }
        }

        return [.. bodies
            .Where(loop => !bodies.Keys.Any(head => head != loop.Key && loop.Value.Contains(head)))
            .Select(loop => new MachineLoop(_blocks[loop.Key].Label, [.. loop.Value.Order().SelectMany(block => _blocks[block].Instructions)]))];
    }

    // What pads the code behind a jump is reached by nobody, though it seems to fall into the next block.
    private static SortedSet<int> Reached(List<int>[] next)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>([0]);
        while (open.TryPop(out var block))
        {
            if (reached.Add(block))
                next[block].ForEach(open.Push);
        }

        return reached;
    }

    private static void Collect(int block, List<int>[] before, HashSet<int> body)
    {
        if (!body.Add(block))
            return;
        foreach (var earlier in before[block])
            Collect(earlier, before, body);
    }

    private List<int>[] Successors()
    {
        var places = new Dictionary<string, int>();
        for (var i = 0; i < _blocks.Count; i++)
            places.TryAdd(_blocks[i].Label, i);
        return [.. _blocks.Select((block, i) =>
        {
            var next = new List<int>();
            var last = block.Instructions.LastOrDefault() ?? "";
            if (Jump().Match(last) is { Success: true } jump && places.TryGetValue(jump.Groups[1].Value, out var target))
                next.Add(target);
            var falls = !last.StartsWith("jmp", StringComparison.Ordinal) && !last.StartsWith("ret", StringComparison.Ordinal);
            if (falls && i + 1 < _blocks.Count && !next.Contains(i + 1))
                next.Add(i + 1);
            return next;
        })];
    }

    private static HashSet<int>[] Dominators(List<int>[] before)
    {
        var all = Enumerable.Range(0, before.Length).ToArray();
        var dominators = all.Select(block => block == 0 ? new HashSet<int> { 0 } : [.. all]).ToArray();
        bool changed;
        do
        {
            changed = false;
            foreach (var block in all.Skip(1))
            {
                var common = new HashSet<int>(all);
                before[block].ForEach(earlier => common.IntersectWith(dominators[earlier]));
                common.Add(block);
                changed |= common.Count < dominators[block].Count;
                dominators[block] = common;
            }
        }
        while (changed);
        return dominators;
    }

    [GeneratedRegex(@"^j\w+ (?:SHORT )?(G_M\w+)$")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^jmp r\w+$")]
    private static partial Regex TableJump();

    [GeneratedRegex(@"\b[xyz]mm(?:\d+|word)\b")]
    private static partial Regex VectorRegister();

    [GeneratedRegex(@"\[(rsp|rbp)\b")]
    private static partial Regex StackSlot();

    private sealed record Block(string Label, List<string> Instructions);
}
