using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Data;

public sealed class DataProviderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_configurations_share_one_set_and_others_do_not()
    {
        var provider = new DataProvider();
        var first = provider.Load(new() { Source = new DataSource.Iris() }, TestData.Key, "/a");
        Assert.Same(first, provider.Load(new() { Source = new DataSource.Iris() }, TestData.Key, "/b"));
        Assert.NotSame(first, provider.Load(new() { Source = new DataSource.Iris(), TrainRows = 50 }, TestData.Key, "/a"));
        Assert.NotSame(first, provider.Load(new() { Source = new DataSource.Iris() }, RandomKey.For(42, 1), "/a"));
    }

    [Fact]
    public void A_file_is_found_from_the_base_directory_and_loaded_anew_when_it_changes()
    {
        var path = Path.Combine(_folder, "my.csv");
        var rows = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i},{(i % 2 == 0 ? "a" : "b")}"));
        File.WriteAllText(path, "x,class\n" + rows);
        var provider = new DataProvider();
        DatasetConfig config = new() { Source = new DataSource.Csv { Path = "my.csv" } };
        var first = provider.Load(config, TestData.Key, _folder);
        Assert.Same(first, provider.Load(config, TestData.Key, _folder));
        File.WriteAllText(path, "x,class\n" + rows + "\n30,c\n31,c\n32,c\n");
        Assert.Equal(3, provider.Load(config, TestData.Key, _folder).Classes);
    }

    [Fact]
    public void A_file_that_was_bad_is_read_again_once_it_is_mended()
    {
        var provider = new DataProvider();
        DatasetConfig config = new() { Source = new DataSource.Csv { Path = "my.csv" } };
        var error = Assert.Throws<InvalidInputException>(() => provider.Load(config, TestData.Key, _folder));
        Assert.Equal("my.csv: no such file", error.Message);
        File.WriteAllText(Path.Combine(_folder, "my.csv"), "x,class\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n");
        Assert.Equal(2, provider.Load(config, TestData.Key, _folder).Classes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData(".")]
    public void Paths_that_are_no_file_are_refused(string path)
        => Assert.Throws<InvalidInputException>(() => new DataProvider().Load(new() { Source = new DataSource.Csv { Path = path } }, TestData.Key, _folder));

    [Fact]
    public void Many_threads_make_one_value()
    {
        var cache = new SharedCache<int, object>(1_000, _ => 1);
        var made = 0;
        using var barrier = new Barrier(8);
        var values = new object[8];
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            values[i] = cache.Get(1, () =>
            {
                Interlocked.Increment(ref made);
                return new();
            });
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Equal(1, made);
        Assert.All(values, v => Assert.Same(values[0], v));
    }

    [Fact]
    public void The_budget_holds_and_what_others_hold_is_found_again()
    {
        var cache = new SharedCache<int, byte[]>(100, v => v.Length);
        var held = cache.Get(0, () => new byte[40]);
        for (var i = 1; i <= 50; i++)
        {
            cache.Get(i, () => new byte[40]);
            Assert.InRange(cache.Bytes, 40, 100);
        }

        Assert.Same(held, cache.Get(0, () => new byte[40]));
        Assert.InRange(cache.Bytes, 40, 100);
        var large = cache.Get(99, () => new byte[1_000]);
        Assert.Equal(0, cache.Bytes);
        Assert.Same(large, cache.Get(99, () => new byte[1_000]));
        GC.KeepAlive(held);
        GC.KeepAlive(large);
    }

    [Fact]
    public void The_least_recently_used_goes_first()
    {
        var cache = new SharedCache<int, byte[]>(100, v => v.Length);
        var made = new List<int>();
        byte[] Get(int key) => cache.Get(key, () =>
        {
            made.Add(key);
            return new byte[40];
        });
        Get(1);
        Get(2);
        Get(1);
        Get(3);
        Get(1);
        Assert.Equal([1, 2, 3], made);
    }

    [Fact]
    public void A_failure_is_thrown_and_not_kept()
    {
        var cache = new SharedCache<int, string>(10, v => v.Length);
        Assert.Throws<InvalidOperationException>(() => cache.Get(1, () => throw new InvalidOperationException()));
        Assert.Equal("ok", cache.Get(1, () => "ok"));
    }
}
