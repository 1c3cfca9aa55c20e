using System.Runtime.Intrinsics;
using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Training.Planning;

/// <summary>Random matrices with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014).</summary>
internal static unsafe class OrthogonalMatrix
{
    /// <summary>
    /// Fills a segment with gain·Q, Q from the modified Gram-Schmidt process in double over a Gaussian matrix, whose
    /// positive diagonal of R makes Q uniform among orthogonal matrices (Mezzadri 2007).
    /// </summary>
    public static void Fill(ParameterSegment segment, RandomSequence random, float* target, double gain)
    {
        var count = Math.Min(segment.Rows, segment.Columns);
        var length = Math.Max(segment.Rows, segment.Columns);
        var stride = (length + 7) / 8 * 8;
        var vectors = new double[(long)count * stride];
        var normal = new NormalSequence(random);
        for (var v = 0; v < count; v++)
            for (var i = 0; i < length; i++)
                vectors[((long)v * stride) + i] = normal.Next();

        fixed (double* start = vectors)
        {
            for (var v = 0; v < count; v++)
            {
                var vector = start + ((long)v * stride);
                Scale(vector, 1 / Math.Sqrt(Dot(vector, vector, stride)), stride);
                for (var later = v + 1; later < count; later++)
                {
                    var other = start + ((long)later * stride);
                    AddScaled(other, vector, -Dot(other, vector, stride), stride);
                }
            }

            for (var row = 0; row < segment.Rows; row++)
                for (var column = 0; column < segment.Columns; column++)
                    target[((long)row * segment.Stride) + column] = (float)(gain * (segment.Rows <= segment.Columns
                        ? start[((long)row * stride) + column]
                        : start[((long)column * stride) + row]));
        }
    }

    // Eight interleaved sums, added in pairs: the same tree on every processor.
    private static double Dot(double* a, double* b, int length)
    {
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < length; i += 8)
            sum += Vector512.Load(a + i) * Vector512.Load(b + i);
        var four = sum.GetLower() + sum.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private static void Scale(double* a, double factor, int length)
    {
        for (var i = 0; i < length; i += 8)
            Vector512.Store(Vector512.Load(a + i) * factor, a + i);
    }

    private static void AddScaled(double* a, double* b, double factor, int length)
    {
        for (var i = 0; i < length; i += 8)
            Vector512.Store(Vector512.Load(a + i) + (Vector512.Load(b + i) * factor), a + i);
    }
}
