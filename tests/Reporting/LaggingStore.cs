using System.Reflection;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

/// <summary>A record that answers as another one, but that some of its trials are not listed yet.</summary>
public class LaggingStore : DispatchProxy
{
    private ISweepStore _record = null!;
    private HashSet<long> _unlisted = null!;

    public static ISweepStore Of(ISweepStore record, params long[] unlisted)
    {
        var store = Create<ISweepStore, LaggingStore>();
        var proxy = (LaggingStore)(object)store;
        proxy._record = record;
        proxy._unlisted = unlisted.ToHashSet();
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_record, args);
        return answer is IAsyncEnumerable<TrialRow> rows ? rows.Where(row => !_unlisted.Contains(row.Index)) : answer;
    }
}
