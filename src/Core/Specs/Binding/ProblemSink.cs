using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Binding;

/// <summary>Gathers all that is wrong with one file.</summary>
internal sealed class ProblemSink(string file)
{
    /// <summary>Problems kept; what comes after is counted.</summary>
    public const int Limit = 100;

    private readonly List<Problem> _problems = [];
    private readonly HashSet<(Place, string)> _seen = [];
    private int _left;

    /// <summary>Number of problems so far.</summary>
    public int Count => _problems.Count + _left;

    /// <summary>Adds a problem, once.</summary>
    public void Add(Place place, string message)
    {
        if (_problems.Count >= Limit)
            _left++;
        else if (_seen.Add((place, message)))
            _problems.Add(new(file, place.Line, place.Column, message));
    }

    /// <summary>All problems in the order of their places.</summary>
    public IReadOnlyList<Problem> ToList()
    {
        var sorted = _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToList();
        if (_left > 0)
            sorted.Add(new(file, 0, 0, $"and {_left} more"));
        return sorted;
    }
}
