using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Engine;

/// <summary>Small data sets made on the spot.</summary>
internal static class Samples
{
    public static PreparedData Classes(int features = 7, int classes = 3, int train = 50, int validation = 21, int test = 17, ulong seed = 1, double spread = 1)
        => Make(features, classes, TaskKind.Classification, train, validation, test, seed, spread);

    public static PreparedData Numbers(int features = 7, int train = 50, int validation = 21, int test = 17, ulong seed = 1)
        => Make(features, 1, TaskKind.Regression, train, validation, test, seed, 1);

    private static PreparedData Make(int features, int classes, TaskKind task, int train, int validation, int test, ulong seed, double spread)
    {
        var random = RandomKey.For(seed, 0).Sequence(RandomUse.Data);
        var centres = new double[classes, features];
        for (var c = 0; c < classes; c++)
            for (var f = 0; f < features; f++)
                centres[c, f] = (2 * random.NextDouble()) - 1;

        SampleSet Draw(int rows)
        {
            var inputs = new float[rows * features];
            var labels = new int[task == TaskKind.Classification ? rows : 0];
            var targets = new float[task == TaskKind.Regression ? rows : 0];
            for (var r = 0; r < rows; r++)
            {
                var c = (int)random.NextBelow((uint)classes);
                var sum = 0.0;
                for (var f = 0; f < features; f++)
                {
                    var x = centres[c, f] + (spread * (random.NextDouble() + random.NextDouble() - 1));
                    inputs[(r * features) + f] = (float)x;
                    sum += f % 2 == 0 ? x : x * x;
                }

                if (task == TaskKind.Classification)
                    labels[r] = c;
                else
                    targets[r] = (float)sum;
            }

            return new SampleSet(rows, inputs, labels, targets);
        }

        return new PreparedData
        {
            Name = "samples",
            Task = task,
            Features = features,
            Classes = classes,
            Train = Draw(train),
            Validation = Draw(validation),
            Test = Draw(test),
            Hash = $"samples-{features}-{classes}-{task}-{train}-{validation}-{test}-{seed}-{spread}",
        };
    }
}
