using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <content>The softmax loops over any rung. A row's exponentials are summed in 16 lanes, then folded like those of <see cref="Reductions"/>.</content>
public static unsafe partial class LossKernels
{
    private const int RowLanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static LossSum SoftmaxCrossEntropy<F>(float* logits, int rows, int classes, int stride, int* labels, int* second, float* weights, float smoothing, float scale, float* gradient, float* losses)
        where F : unmanaged, ISimd<F>
    {
        var lanes = stackalloc float[RowLanes];
        var (total, correct) = (0.0, 0);
        var even = smoothing / classes;
        for (var row = 0; row < rows; row++)
        {
            var z = logits + ((nint)row * stride);
            var label = labels[row];
            var other = second == null ? label : second[row];
            var share = second == null ? 1f : weights[row];
            var (first, rest) = ((1 - smoothing) * share, (1 - smoothing) * (1 - share));

            var max = Max<F>(z, classes, lanes);
            if (IsFirst(z, label, max))
                correct++;
            var (zFirst, zRest) = (z[label], z[other]);
            var sum = SumExp<F>(z, classes, max, lanes);
            var log = LogOf(sum);

            // −Σ t·(z − max − log Σexp), written so that unsmoothed targets cost nothing.
            var loss = first * ((double)max - zFirst + log);
            if (rest != 0)
                loss += rest * ((double)max - zRest + log);
            if (smoothing > 0)
                loss += even * ((classes * ((double)max + log)) - RowSum<F>(z, classes, lanes));
            total += loss;
            if (losses != null)
                losses[row] = (float)loss;
            if (gradient != null)
            {
                var g = gradient + ((nint)row * stride);
                WriteProbabilities<F>(z, g, classes, max, scale / sum, -even * scale);
                g[label] -= first * scale;
                if (rest != 0)
                    g[other] -= rest * scale;
            }
        }

        return new LossSum(total, correct);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Softmax<F>(float* logits, float* probabilities, int rows, int classes, int stride)
        where F : unmanaged, ISimd<F>
    {
        var lanes = stackalloc float[RowLanes];
        for (var row = 0; row < rows; row++)
        {
            var z = logits + ((nint)row * stride);
            var max = Max<F>(z, classes, lanes);
            var sum = SumExp<F>(z, classes, max, lanes);
            WriteProbabilities<F>(z, probabilities + ((nint)row * stride), classes, max, 1 / sum, 0);
        }
    }

    /// <summary>Greatest of a row, NaN where it holds one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Max<F>(float* z, int n, float* lanes)
        where F : unmanaged, ISimd<F>
    {
        var least = F.OfBits(0xFF800000);
        var m = least;
        var nan = F.Of(0f);
        for (var i = 0; i < n; i += F.Width)
        {
            // Lanes beyond the end must not win over negative logits.
            var x = i <= n - F.Width ? F.Load(z + i) : F.Select(F.GreaterBits(F.OfBits((uint)(n - i)), F.LaneBits), F.LoadPart(z + i, n - i), least);
            m = F.Select(x > m, x, m);
            nan |= F.GreaterBits(Functions.Abs(x), F.OfBits(Functions.InfinityBits));
        }

        for (var lane = 0; lane < RowLanes; lane += F.Width)
            F.Store(lanes + lane, m);
        var q = Greater(Greater(Vector128.Load(lanes), Vector128.Load(lanes + 4)), Greater(Vector128.Load(lanes + 8), Vector128.Load(lanes + 12)));
        var (a, b, c, d) = (q.GetElement(0), q.GetElement(1), q.GetElement(2), q.GetElement(3));
        var (left, right) = (a > b ? a : b, c > d ? c : d);
        var max = left > right ? left : right;
        return F.LaneMask(nan) == 0 ? max : float.NaN;
    }

    /// <summary>Whether a row's greatest is first met at this class; not where it is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFirst(float* z, int label, float max)
    {
        if (z[label] != max)
            return false;
        for (var c = 0; c < label; c++)
        {
            if (z[c] == max)
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Greater(Vector128<float> a, Vector128<float> b) => Vector128.ConditionalSelect(Vector128.GreaterThan(b, a), b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumExp<F>(float* z, int n, float max, float* lanes)
        where F : unmanaged, ISimd<F>
    {
        var m = F.Of(max);
        for (var lane = 0; lane < RowLanes; lane += F.Width)
        {
            var s = F.Of(0f);
            for (var i = lane; i < n; i += RowLanes)
            {
                var e = Functions.ExpOfNegative(Reductions.LoadUpTo<F>(z, i, n) - m);
                s += i <= n - F.Width ? e : Functions.First(e, n - i);
            }

            F.Store(lanes + lane, s);
        }

        return Reductions.Fold16(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float RowSum<F>(float* z, int n, float* lanes)
        where F : unmanaged, ISimd<F>
    {
        for (var lane = 0; lane < RowLanes; lane += F.Width)
        {
            var s = F.Of(0f);
            for (var i = lane; i < n; i += RowLanes)
                s += Reductions.LoadUpTo<F>(z, i, n);
            F.Store(lanes + lane, s);
        }

        return Reductions.Fold16(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteProbabilities<F>(float* z, float* to, int n, float max, float factor, float offset)
        where F : unmanaged, ISimd<F>
    {
        var (m, f, o) = (F.Of(max), F.Of(factor), F.Of(offset));
        for (var i = 0; i < n; i += F.Width)
            Reductions.StoreUpTo(to, F.Fma(Functions.ExpOfNegative(Reductions.LoadUpTo<F>(z, i, n) - m), f, o), i, n);
    }

    /// <summary>ln of one number, by the vectors' polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LogOf(float x)
    {
        float result;
        F1.Store(&result, Functions.Log(F1.Of(x)));
        return result;
    }
}
