using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;

namespace Sweep.Training.Data.Generators;

/// <summary>
/// Makes the generated data sets. Point i draws from a sequence of its own, so more points leave the earlier ones' random
/// numbers as they are. The same bits on every platform.
/// </summary>
internal static class PointGenerator
{
    /// <summary>Makes one data set.</summary>
    public static RawData Generate(DataSource.Generated source, RandomKey key)
    {
        var (name, features, classes) = source switch
        {
            DataSource.Moons => ("moons", 2, 2),
            DataSource.Circles => ("circles", 2, 2),
            DataSource.Spirals s => ("spirals", 2, s.Arms),
            DataSource.Blobs b => ("blobs", b.Features, b.Classes),
            DataSource.Xor => ("xor", 2, 2),
            DataSource.Friedman1 f => ("friedman1", f.Features, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a generated data set."),
        };
        var size = (long)source.Points * features;
        if (size > FeatureTable.MaxValues)
            throw ProblemList.Single(name, string.Create(CultureInfo.InvariantCulture, $"{source.Points:N0} points × {features:N0} features; at most {FeatureTable.MaxValues:N0} values are allowed"));

        var values = new double[size];
        var targets = classes == 0 ? new double[source.Points] : [];
        var labels = classes == 0 ? [] : new int[source.Points];
        var centres = source is DataSource.Blobs blobs ? Centres(blobs, key) : [];
        for (var i = 0; i < source.Points; i++)
        {
            var uniform = key.Sequence(RandomUse.Data, 1, (uint)i);
            var normal = new NormalSequence(key.Sequence(RandomUse.Data, 2, (uint)i));
            var point = values.AsSpan(i * features, features);
            switch (source)
            {
                case DataSource.Moons:
                    labels[i] = Moons(i, source.Points, point);
                    break;
                case DataSource.Circles circles:
                    labels[i] = Circles(i, circles, point);
                    break;
                case DataSource.Spirals spirals:
                    labels[i] = Spirals(i, spirals, point);
                    break;
                case DataSource.Blobs:
                    labels[i] = i % classes;
                    centres.AsSpan(labels[i] * features, features).CopyTo(point);
                    break;
                case DataSource.Xor:
                    labels[i] = Xor(ref uniform, point);
                    break;
                default:
                    targets[i] = Friedman1(ref uniform, point) + (source.Noise * normal.Next());
                    continue;
            }

            foreach (ref var x in point)
                x += source.Noise * normal.Next();
        }

        return new()
        {
            Name = name,
            Rows = new(new NumberTable(source.Points, features, values), labels, targets),
            ClassNames = [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))],
        };
    }

    // The second moon is the first turned by half a circle and moved by (1, 1/2), as in scikit-learn's make_moons.
    private static int Moons(int i, int points, Span<double> point)
    {
        var first = points / 2;
        var isSecond = i >= first;
        var angle = Math.PI * (isSecond ? (i - first) / (double)(points - first - 1) : i / (double)(first - 1));
        var (x, y) = (DeterministicMath.Cos(angle), DeterministicMath.Sin(angle));
        (point[0], point[1]) = isSecond ? (1 - x, 0.5 - y) : (x, y);
        return isSecond ? 1 : 0;
    }

    private static int Circles(int i, DataSource.Circles source, Span<double> point)
    {
        var outer = source.Points / 2;
        var isInner = i >= outer;
        var angle = 2 * Math.PI * (isInner ? (i - outer) / (double)(source.Points - outer) : i / (double)outer);
        var radius = isInner ? source.Factor : 1;
        (point[0], point[1]) = (radius * DeterministicMath.Cos(angle), radius * DeterministicMath.Sin(angle));
        return isInner ? 1 : 0;
    }

    // Archimedean arms: the radius grows evenly with the angle from 0 to 1.
    private static int Spirals(int i, DataSource.Spirals source, Span<double> point)
    {
        var arm = i % source.Arms;
        var length = (source.Points - arm + source.Arms - 1) / source.Arms;
        var radius = ((i / source.Arms) + 0.5) / length;
        var angle = 2 * Math.PI * ((source.Turns * radius) + (arm / (double)source.Arms));
        (point[0], point[1]) = (radius * DeterministicMath.Cos(angle), radius * DeterministicMath.Sin(angle));
        return arm;
    }

    private static double[] Centres(DataSource.Blobs source, RandomKey key)
    {
        var uniform = key.Sequence(RandomUse.Data);
        var centres = new double[source.Classes * source.Features];
        foreach (ref var x in centres.AsSpan())
            x = (20 * uniform.NextDouble()) - 10;
        return centres;
    }

    private static int Xor(ref RandomSequence uniform, Span<double> point)
    {
        point[0] = (2 * uniform.NextDouble()) - 1;
        point[1] = (2 * uniform.NextDouble()) - 1;
        return point[0] >= 0 ^ point[1] >= 0 ? 1 : 0;
    }

    private static double Friedman1(ref RandomSequence uniform, Span<double> point)
    {
        foreach (ref var x in point)
            x = uniform.NextDouble();
        var centred = point[2] - 0.5;
        return (10 * DeterministicMath.Sin(Math.PI * point[0] * point[1])) + (20 * centred * centred) + (10 * point[3]) + (5 * point[4]);
    }
}
