using System.Globalization;
using Sweep.Core.Specs;

namespace Sweep.Training.Data;

/// <summary>Collects what is wrong with one file, so that it is told all at once.</summary>
internal sealed class ProblemList(string file)
{
    /// <summary>Problems that are told in full; further ones are counted.</summary>
    public const int Limit = 20;

    private readonly List<Problem> _problems = [];
    private long _further;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _problems.Count > 0;

    /// <summary>Adds one problem; line and column are 0 where there is none.</summary>
    public void Add(int line, int column, string message)
    {
        if (_problems.Count < Limit)
            _problems.Add(new(file, line, column, message));
        else
            _further++;
    }

    /// <summary>Counts a problem that is not told in full.</summary>
    public void AddFurther() => _further++;

    /// <summary>Whether one more problem would still be told in full: saves the work of wording it.</summary>
    public bool IsOpen => _problems.Count < Limit;

    /// <summary>Throws all problems, if there are any.</summary>
    public void ThrowIfAny()
    {
        if (!Any)
            return;
        var told = _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToList();
        if (_further > 0)
            told.Add(new(file, 0, 0, string.Create(CultureInfo.InvariantCulture, $"and {_further:N0} more problems of this file")));
        throw new InvalidInputException(told);
    }

    /// <summary>An exception for one problem that ends the reading of a file.</summary>
    public static InvalidInputException Single(string file, string message) => new([new Problem(file, 0, 0, message)]);
}
