using System.IO.Compression;
using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Training.Data.Idx;

namespace Sweep.Training.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-idx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-", false)]
    [InlineData(".", false)]
    [InlineData("-", true)]
    [InlineData(".", true)]
    public void A_folder_as_mnist_comes_is_read(string separator, bool gzip)
    {
        Write($"train-images{separator}idx3-ubyte", Images(20, 3, 2), gzip);
        Write($"train-labels{separator}idx1-ubyte", Labels([.. Enumerable.Range(0, 20).Select(i => (byte)(1 + (i % 2)))]), gzip);
        Write($"t10k-images{separator}idx3-ubyte", Images(3, 3, 2), gzip);
        Write($"t10k-labels{separator}idx1-ubyte", Labels([2, 1, 2]), gzip);
        var data = new DataProvider().Load(new() { Source = new DataSource.Idx { Path = Path.GetFileName(_folder) }, Standardize = false }, TestData.Key, Path.GetDirectoryName(_folder)!);
        Assert.Equal((16, 4, 3), (data.Train.Rows, data.Validation.Rows, data.Test.Rows));
        Assert.Equal(new ImageShape(3, 2), data.Image);
        Assert.Equal(["1", "2"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Test.Labels);
        Assert.Equal([.. Enumerable.Range(0, 18).Select(i => (float)i)], data.Test.Inputs);
    }

    [Fact]
    public void Without_test_files_the_training_files_are_split_three_ways()
    {
        Write("train-images-idx3-ubyte", Images(20, 1, 1), false);
        Write("train-labels-idx1-ubyte", Labels([.. Enumerable.Range(0, 20).Select(i => (byte)(i % 2))]), false);
        var data = TestData.Load(new DataSource.Idx { Path = _folder });
        Assert.Equal((12, 4, 4), (data.Train.Rows, data.Validation.Rows, data.Test.Rows));
    }

    [Fact]
    public void Missing_and_mismatched_files_are_named()
    {
        Assert.Contains("no such folder", Error(Path.Combine(_folder, "none")), StringComparison.Ordinal);
        Assert.Contains("has no file train-images-idx3-ubyte", Error(_folder), StringComparison.Ordinal);
        Write("train-images-idx3-ubyte", Images(20, 1, 1), false);
        Assert.Contains("has no file train-labels-idx1-ubyte", Error(_folder), StringComparison.Ordinal);
        Write("train-labels-idx1-ubyte", Labels([0, 1]), false);
        Assert.Contains("holds 2 labels for 20 images", Error(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        Assert.Contains("must begin with 00 00 08 03, and begins with nothing", Error([]), StringComparison.Ordinal);
        Assert.Contains("begins with 00000801", Error(Labels([1, 2])), StringComparison.Ordinal);
        Assert.Contains("ends before its dimensions", Error(Images(1, 1, 1)[..12]), StringComparison.Ordinal);
        Assert.Contains("ends after 5 of the 6 bytes", Error(Images(1, 2, 3)[..^1]), StringComparison.Ordinal);
        Assert.Contains("goes on after the 6 bytes", Error([.. Images(1, 2, 3), 0]), StringComparison.Ordinal);
        Assert.Contains("each dimension must be at least 1", Error([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]), StringComparison.Ordinal);
        Assert.Contains("at most 67,108,864", Error([0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), StringComparison.Ordinal);
        Assert.Contains("is damaged", Error([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), StringComparison.Ordinal);
        Assert.Contains("ends after", Error(Gzip(Images(100, 9, 9))[..^30]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_bomb_is_cut_off_at_what_its_dimensions_announce()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Images(1, 1, 1));
            for (var i = 0; i < 64; i++)
                gzip.Write(new byte[1 << 20]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("goes on after", Error(bomb.ToArray()), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static string Error(string folder) => Assert.Throws<InvalidInputException>(() => TestData.Load(new DataSource.Idx { Path = folder })).Message;

    private static string Error(byte[] bytes) => Assert.Throws<InvalidInputException>(() => IdxReader.Read(new MemoryStream(bytes), "file", 3)).Message;

    private static byte[] Images(byte count, byte height, byte width)
        => [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, height, 0, 0, 0, width, .. Enumerable.Range(0, count * height * width).Select(i => (byte)i)];

    private static byte[] Labels(byte[] labels) => [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels];

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return output.ToArray();
    }

    private void Write(string name, byte[] bytes, bool gzip)
        => File.WriteAllBytes(Path.Combine(_folder, gzip ? name + ".gz" : name), gzip ? Gzip(bytes) : bytes);
}
