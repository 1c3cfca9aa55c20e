namespace Sweep.Storage.Tests;

internal static class Reading
{
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items, CancellationToken cancellation = default)
    {
        var list = new List<T>();
        await foreach (var item in items.WithCancellation(cancellation))
            list.Add(item);
        return list;
    }
}
