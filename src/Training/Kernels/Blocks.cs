using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sweep.Training.Kernels;

/// <summary>
/// Passes over feature-major blocks: one row a unit, one column a sample, rows of a multiple of 16 floats.
/// Sums keep one partial sum a lane, 16 lanes on every processor, and add the lanes pairwise at the end.
/// </summary>
internal static unsafe class Blocks
{
    /// <summary>a += b.</summary>
    public static void Add(float* a, float* b, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            Vector512.Store(Vector512.Load(a + i) + Vector512.Load(b + i), a + i);
    }

    /// <summary>to = a + b.</summary>
    public static void Sum(float* a, float* b, float* to, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            Vector512.Store(Vector512.Load(a + i) + Vector512.Load(b + i), to + i);
    }

    /// <summary>to = a·b, element by element.</summary>
    public static void Multiply(float* a, float* b, float* to, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            Vector512.Store(Vector512.Load(a + i) * Vector512.Load(b + i), to + i);
    }

    /// <summary>a *= factor.</summary>
    public static void Scale(float* a, float factor, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            Vector512.Store(Vector512.Load(a + i) * factor, a + i);
    }

    /// <summary>Each element into [−limit, limit]; NaN stays.</summary>
    public static void Clamp(float* a, float limit, nint length)
    {
        var high = Vector512.Create(limit);
        var low = -high;
        for (nint i = 0; i < length; i += 16)
        {
            var x = Vector512.Load(a + i);
            x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, high), high, x);
            Vector512.Store(Vector512.ConditionalSelect(Vector512.LessThan(x, low), low, x), a + i);
        }
    }

    /// <summary>sums[r] = sum of row r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowSums(float* block, nint rows, nint stride, float* sums)
    {
        for (nint r = 0; r < rows; r++, block += stride)
        {
            var sum = Vector512.Load(block);
            for (nint i = 16; i < stride; i += 16)
                sum += Vector512.Load(block + i);
            sums[r] = AddLanes(sum);
        }
    }

    /// <summary>Sets the columns from <paramref name="first"/> on to zero.</summary>
    public static void ClearColumns(float* block, nint rows, nint stride, nint first)
    {
        if (first == stride)
            return;
        for (nint r = 0; r < rows; r++, block += stride)
            new Span<float>(block + first, (int)(stride - first)).Clear();
    }

    /// <summary>The sum of 16 lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AddLanes(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        var one = two + Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2));
        return one.ToScalar();
    }
}
