using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>
/// Sums and counts over n floats. A sum has one fixed tree, whatever the vector width: element i goes to lane i mod 64, each lane
/// adds its elements in ascending order from +0, then lanes l and l + 32, then l and l + 16, and so on down to one.
/// Rounding error of a float sum: at most (n/64 + 6)·2⁻²⁴·Σ|x|; of the double ones 2⁻⁵³ in its place.
/// </summary>
public static unsafe partial class Reductions
{
    internal const int Lanes = 64;

    /// <summary>Bins of <see cref="Log2Histogram"/>: −64 and below to 15 and above.</summary>
    public const int HistogramBins = 80;

    /// <summary>Σ x.</summary>
    public static float Sum(float* x, int n)
        => Ladder.Has16 ? Sum<F16, Plain>(x, n) : Ladder.Has8 ? Sum<F8, Plain>(x, n) : Ladder.Has4 ? Sum<F4, Plain>(x, n) : Sum<F1, Plain>(x, n);

    /// <summary>Σ |x|.</summary>
    public static float SumAbs(float* x, int n)
        => Ladder.Has16 ? Sum<F16, Magnitude>(x, n) : Ladder.Has8 ? Sum<F8, Magnitude>(x, n) : Ladder.Has4 ? Sum<F4, Magnitude>(x, n) : Sum<F1, Magnitude>(x, n);

    /// <summary>
    /// Σ x², each square rounded once together with its addition. In 128 lanes, which keep eight additions under way at a time;
    /// lanes l and l + 64 are added first.
    /// </summary>
    public static float SumSquares(float* x, int n)
        => Ladder.Has16 ? SumSquares<F16>(x, n) : Ladder.Has8 ? SumSquares<F8>(x, n) : Ladder.Has4 ? SumSquares<F4>(x, n) : SumSquares<F1>(x, n);

    /// <summary>Σ x in double.</summary>
    public static double SumDouble(float* x, int n)
        => Ladder.Has16 ? SumDouble<F16, Plain>(x, n) : Ladder.Has8 ? SumDouble<F8, Plain>(x, n) : Ladder.Has4 ? SumDouble<F4, Plain>(x, n) : SumDouble<F1, Plain>(x, n);

    /// <summary>Σ |x| in double.</summary>
    public static double SumAbsDouble(float* x, int n)
        => Ladder.Has16 ? SumDouble<F16, Magnitude>(x, n) : Ladder.Has8 ? SumDouble<F8, Magnitude>(x, n) : Ladder.Has4 ? SumDouble<F4, Magnitude>(x, n) : SumDouble<F1, Magnitude>(x, n);

    /// <summary>Σ x² in double, where no square of a float over- or underflows.</summary>
    public static double SumSquaresDouble(float* x, int n) => DotDouble(x, x, n);

    /// <summary>Σ x·y, each product rounded once together with its addition.</summary>
    public static float Dot(float* x, float* y, int n)
        => Ladder.Has16 ? Dot<F16>(x, y, n) : Ladder.Has8 ? Dot<F8>(x, y, n) : Ladder.Has4 ? Dot<F4>(x, y, n) : Dot<F1>(x, y, n);

    /// <summary>Σ x·y in double, where each product is exact.</summary>
    public static double DotDouble(float* x, float* y, int n)
        => Ladder.Has16 ? DotDouble<F16>(x, y, n) : Ladder.Has8 ? DotDouble<F8>(x, y, n) : Ladder.Has4 ? DotDouble<F4>(x, y, n) : DotDouble<F1>(x, y, n);

    /// <summary>max |x|; 0 for none; NaN elements are passed over.</summary>
    public static float MaxAbs(float* x, int n)
        => Ladder.Has16 ? MaxAbs<F16>(x, n) : Ladder.Has8 ? MaxAbs<F8>(x, n) : Ladder.Has4 ? MaxAbs<F4>(x, n) : MaxAbs<F1>(x, n);

    /// <summary>Number of NaN elements and of infinite ones.</summary>
    public static (long NaN, long Infinite) CountNonFinite(float* x, int n)
        => Ladder.Has16 ? CountNonFinite<F16>(x, n) : Ladder.Has8 ? CountNonFinite<F8>(x, n) : Ladder.Has4 ? CountNonFinite<F4>(x, n) : CountNonFinite<F1>(x, n);

    /// <summary>
    /// sums[c] += Σ over rows, ascending, of x[row, c] (rows × cols, row-major with stride). The gradient of a bias; clear sums first.
    /// </summary>
    public static void AddColumnSums(float* x, float* sums, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            AddColumnSums<F16>(x, sums, rows, cols, stride);
        else if (Ladder.Has8)
            AddColumnSums<F8>(x, sums, rows, cols, stride);
        else if (Ladder.Has4)
            AddColumnSums<F4>(x, sums, rows, cols, stride);
        else
            AddColumnSums<F1>(x, sums, rows, cols, stride);
    }

    /// <summary>
    /// Adds each element to bin clamp(floor(log2|x|), −64, 15) + 64 of <paramref name="bins"/> (<see cref="HistogramBins"/> of them):
    /// zeros and denormals in the first, infinities in the last; NaN in none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log2Histogram(float* x, int n, Span<long> bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins.Length, HistogramBins);
        // Four tables by turns, as neighbours often fall into one bin and would wait for each other; one row more takes the NaNs.
        const int NaNBin = HistogramBins;
        var tables = stackalloc int[4 * (HistogramBins + 1)];
        new Span<int>(tables, 4 * (HistogramBins + 1)).Clear();
        for (var i = 0; i < n; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(x[i]) & ~Functions.SignBit;
            var bin = bits > Functions.InfinityBits ? NaNBin : Math.Min(Math.Max((int)(bits >> 23) - 63, 0), HistogramBins - 1);
            tables[(bin * 4) + (i & 3)]++;
        }

        for (var bin = 0; bin < HistogramBins; bin++)
            bins[bin] += (long)tables[bin * 4] + tables[(bin * 4) + 1] + tables[(bin * 4) + 2] + tables[(bin * 4) + 3];
    }
}
