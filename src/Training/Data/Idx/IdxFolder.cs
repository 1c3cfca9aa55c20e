using Sweep.Core.Specs;

namespace Sweep.Training.Data.Idx;

/// <summary>A folder of IDX files named as MNIST's are.</summary>
internal static class IdxFolder
{
    /// <summary>Reads images and labels for training and, if there, for the test.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="name">The folder as errors name it.</param>
    /// <exception cref="InvalidInputException">Files are missing, damaged, or do not belong together.</exception>
    public static RawData Read(string folder, string name)
    {
        var train = ReadPart(folder, name, "train", required: true)!.Value;
        var test = ReadPart(folder, name, "t10k", required: false);
        if (test is { } part && !part.Images.Sizes.AsSpan(1).SequenceEqual(train.Images.Sizes.AsSpan(1)))
            throw ProblemList.Single(name, $"its test images are {Size(part.Images)} pixels, its training images {Size(train.Images)}");

        var present = new SortedSet<byte>(train.Labels.Bytes);
        if (present.Count < 2)
            throw ProblemList.Single(name, "its training labels have one class alone; at least two are needed");
        foreach (var label in test?.Labels.Bytes ?? [])
        {
            if (!present.Contains(label))
                throw ProblemList.Single(name, $"its test labels hold class {label}, which its training labels do not");
        }

        var classOf = new int[256];
        foreach (var (label, index) in present.Select((l, i) => (l, i)))
            classOf[label] = index;
        return new()
        {
            Name = name,
            Rows = Rows(train, classOf),
            Test = test is { } rows ? Rows(rows, classOf) : null,
            ClassNames = [.. present.Select(l => l.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Image = new(train.Images.Sizes[1], train.Images.Sizes[2]),
        };
    }

    /// <summary>The files of a folder that are read, so that a change can be noticed.</summary>
    public static IEnumerable<string> Files(string folder)
        => from part in (string[])["train", "t10k"]
           from kind in (string[])["images", "labels"]
           let path = Find(folder, part, kind)
           where path is not null
           select path;

    private static (IdxArray Images, IdxArray Labels)? ReadPart(string folder, string name, string part, bool required)
    {
        var images = Find(folder, part, "images");
        var labels = Find(folder, part, "labels");
        if (images is null && labels is null && !required)
            return null;
        if (images is null || labels is null)
        {
            var missing = FileName(part, images is null ? "images" : "labels");
            throw ProblemList.Single(name, Directory.Exists(folder)
                ? $"has no file {missing}, with \"-\" or \".\" before \"idx\", plain or .gz"
                : "no such folder");
        }

        var result = (Images: ReadFile(images, name, 3), Labels: ReadFile(labels, name, 1));
        return result.Images.Sizes[0] == result.Labels.Sizes[0]
            ? result
            : throw ProblemList.Single(Path.Join(name, Path.GetFileName(labels)), $"holds {result.Labels.Sizes[0]} labels for {result.Images.Sizes[0]} images");
    }

    private static IdxArray ReadFile(string path, string folder, int dimensions)
    {
        var name = Path.Join(folder, Path.GetFileName(path));
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return IdxReader.Read(stream, name, dimensions);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileBytes.Unreadable(name, e);
        }
    }

    private static string FileName(string part, string kind) => $"{part}-{kind}-idx{(kind == "images" ? 3 : 1)}-ubyte";

    private static string? Find(string folder, string part, string kind)
    {
        var plain = FileName(part, kind);
        var dotted = plain.Replace("-idx", ".idx", StringComparison.Ordinal);
        return ((string[])[plain, dotted, plain + ".gz", dotted + ".gz"])
            .Select(n => Path.Join(folder, n))
            .FirstOrDefault(File.Exists);
    }

    private static RawRows Rows((IdxArray Images, IdxArray Labels) part, int[] classOf)
        => new(
            new PixelTable(part.Images.Sizes[0], part.Images.Sizes[1] * part.Images.Sizes[2], part.Images.Bytes),
            Array.ConvertAll(part.Labels.Bytes, l => classOf[l]),
            []);

    private static string Size(IdxArray images) => $"{images.Sizes[1]} × {images.Sizes[2]}";
}
