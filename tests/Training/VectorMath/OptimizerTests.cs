using FsCheck;
using FsCheck.Fluent;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Optimizers;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class OptimizerTests
{
    private const int N = 83;
    private static readonly UpdateScalars Shaped = new() { GradientScale = 0.7f, ClipLimit = 0.9f, L1 = 0.01f, L2 = 0.02f, Decay = 0.999f };

    private delegate double Kernel(in UpdateScalars scalars, float* w, float* g, float* s0, float* s1, float* s2, int step);

    private delegate double Rule(double w, double g, ref double s0, ref double s1, ref double s2, int step);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sgd_follows_its_formula(bool shaped)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.Sgd(u, w, g, N, 0.1, true),
            (double w, double g, ref double s0, ref double s1, ref double s2, int t) => w - (0.1 * g));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Sgd_with_momentum_follows_its_formula(bool shaped, bool nesterov)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.SgdMomentum(u, w, g, s0, N, 0.1, 0.9, t == 1 ? 1 : 0.8, nesterov, true),
            (double w, double g, ref double v, ref double s1, ref double s2, int t) =>
            {
                v = t == 1 ? g : (0.9 * v) + ((1 - 0.2) * g);
                return w - (0.1 * (nesterov ? g + (0.9 * v) : v));
            });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adagrad_follows_its_formula(bool shaped)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.Adagrad(u, w, g, s0, N, 0.1 / (1 + ((t - 1) * 0.01)), 1e-10, true),
            (double w, double g, ref double sum, ref double s1, ref double s2, int t) =>
            {
                sum += g * g;
                return w - (0.1 / (1 + ((t - 1) * 0.01)) * g / (Math.Sqrt(sum) + 1e-10));
            });

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    public void Rmsprop_follows_its_formula(bool shaped, bool centred, bool momentum)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.RmsProp(u, w, g, s0, centred ? s1 : null, momentum ? s2 : null, N, 0.01, 0.95, 1e-8, 0.9, true),
            (double w, double g, ref double square, ref double mean, ref double v, int t) =>
            {
                square = (0.95 * square) + (0.05 * g * g);
                mean = (0.95 * mean) + (0.05 * g);
                var d = Math.Sqrt(centred ? square - (mean * mean) : square) + 1e-8;
                v = (0.9 * v) + (g / d);
                return w - (0.01 * (momentum ? v : g / d));
            });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adadelta_follows_its_formula(bool shaped)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.Adadelta(u, w, g, s0, s1, N, 1, 0.9, 1e-6, true),
            (double w, double g, ref double square, ref double delta, ref double s2, int t) =>
            {
                square = (0.9 * square) + (0.1 * g * g);
                var d = Math.Sqrt(delta + 1e-6) / Math.Sqrt(square + 1e-6) * g;
                delta = (0.9 * delta) + (0.1 * d * d);
                return w - d;
            });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Adam_and_amsgrad_follow_their_formula(bool shaped, bool greatest)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) =>
            {
                var (size, root) = (0.01 / (1 - Math.Pow(0.9, t)), Math.Sqrt(1 - Math.Pow(0.99, t)));
                return greatest
                    ? OptimizerKernels.AmsGrad(u, w, g, s0, s1, s2, N, size, 0.9, 0.99, root, 1e-8, true)
                    : OptimizerKernels.Adam(u, w, g, s0, s1, N, size, 0.9, 0.99, root, 1e-8, true);
            },
            (double w, double g, ref double m, ref double v, ref double top, int t) =>
            {
                Moments(g, ref m, ref v);
                top = Math.Max(top, v);
                return w - (0.01 * m / (1 - Math.Pow(0.9, t)) / (Math.Sqrt((greatest ? top : v) / (1 - Math.Pow(0.99, t))) + 1e-8));
            });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nadam_follows_its_formula(bool shaped)
    {
        static double Mu(int t) => 0.9 * (1 - (0.5 * Math.Pow(0.96, t * 0.004)));
        static double Product(int t) => Enumerable.Range(1, t).Aggregate(1.0, (p, i) => p * Mu(i));
        Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.Nadam(
                u, w, g, s0, s1, N, 0.01 * (1 - Mu(t)) / (1 - Product(t)), 0.01 * Mu(t + 1) / (1 - Product(t + 1)), 0.9, 0.99, Math.Sqrt(1 - Math.Pow(0.99, t)), 1e-8, true),
            (double w, double g, ref double m, ref double v, ref double s2, int t) =>
            {
                Moments(g, ref m, ref v);
                var mean = (Mu(t + 1) * m / (1 - Product(t + 1))) + ((1 - Mu(t)) * g / (1 - Product(t)));
                return w - (0.01 * mean / (Math.Sqrt(v / (1 - Math.Pow(0.99, t))) + 1e-8));
            });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Radam_follows_its_formula(bool shaped)
    {
        const double Limit = (2 / (1 - 0.99)) - 1;
        static double Length(int t) => Limit - (2 * t * Math.Pow(0.99, t) / (1 - Math.Pow(0.99, t)));
        static double Rectifier(int t) => Math.Sqrt((Length(t) - 4) * (Length(t) - 2) * Limit / ((Limit - 4) * (Limit - 2) * Length(t)));
        Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) =>
            {
                var rectified = Length(t) > 5;
                var size = 0.01 / (1 - Math.Pow(0.9, t)) * (rectified ? Rectifier(t) * Math.Sqrt(1 - Math.Pow(0.99, t)) : 1);
                return OptimizerKernels.RAdam(u, w, g, s0, s1, N, size, rectified, 0.9, 0.99, 1e-8, true);
            },
            (double w, double g, ref double m, ref double v, ref double s2, int t) =>
            {
                Moments(g, ref m, ref v);
                var mean = m / (1 - Math.Pow(0.9, t));
                return Length(t) > 5
                    ? w - (0.01 * mean * Rectifier(t) * Math.Sqrt(1 - Math.Pow(0.99, t)) / (Math.Sqrt(v) + 1e-8))
                    : w - (0.01 * mean);
            });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lion_follows_its_formula(bool shaped)
        => Check(
            shaped,
            (in UpdateScalars u, float* w, float* g, float* s0, float* s1, float* s2, int t) => OptimizerKernels.Lion(u, w, g, s0, N, 0.01, 0.9, 0.99, true),
            (double w, double g, ref double m, ref double s1, ref double s2, int t) =>
            {
                var step = Math.Sign((0.9 * m) + ((1 - 0.9) * g));
                m = (0.99 * m) + ((1 - 0.99) * g);
                return w - (0.01 * step);
            });

    [Fact]
    public void Updates_have_the_same_bits_at_every_width_and_stay_in_their_buffers()
        => Prop.ForAll(Gen.Choose(0, 150).ToArbitrary(), n =>
        {
            Rungs.Same(new Update<PlainSgdRule>(new(0.1f), n));
            Rungs.Same(new Update<SgdRule>(new(0.1f, 0.9f, 0.8f), n));
            Rungs.Same(new Update<NesterovRule>(new(0.1f, 0.9f, 0.8f), n));
            Rungs.Same(new Update<AdagradRule>(new(0.1f, 1e-10f), n));
            Rungs.Same(new Update<RmsPropRule>(new(0.1f, 0.9f, 0.1f, 1e-8f), n));
            Rungs.Same(new Update<RmsPropMomentumRule>(new(0.1f, 0.9f, 0.1f, 1e-8f, 0.9f), n));
            Rungs.Same(new Update<RmsPropCenteredRule>(new(0.1f, 0.9f, 0.1f, 1e-8f), n));
            Rungs.Same(new Update<RmsPropCenteredMomentumRule>(new(0.1f, 0.9f, 0.1f, 1e-8f, 0.9f), n));
            Rungs.Same(new Update<AdadeltaRule>(new(1f, 0.9f, 0.1f, 1e-6f), n));
            Rungs.Same(new Update<AdamRule>(new(0.1f, 0.1f, 0.99f, 0.01f, 0.1f, 0f), n));
            Rungs.Same(new Update<AmsGradRule>(new(0.1f, 0.1f, 0.99f, 0.01f, 0.1f, 1e-8f), n));
            Rungs.Same(new Update<NadamRule>(new(0.1f, 0.1f, 0.1f, 0.99f, 0.01f, 0.1f, 1e-8f), n));
            Rungs.Same(new Update<RAdamRule>(new(0.1f, 0.1f, 0.99f, 0.01f, 1e-8f), n));
            Rungs.Same(new Update<RAdamUnrectifiedRule>(new(0.1f, 0.1f, 0.99f, 0.01f), n));
            Rungs.Same(new Update<LionRule>(new(0.1f, 0.9f, 0.1f, 0.99f, 0.01f), n));
        }).QuickCheckThrowOnFailure();

    private static void Moments(double g, ref double m, ref double v)
    {
        m = (0.9 * m) + ((1 - 0.9) * g);
        v = (0.99 * v) + ((1 - 0.99) * g * g);
    }

    private static void Check(bool shaped, Kernel kernel, Rule rule)
    {
        var scalars = shaped ? Shaped : new UpdateScalars();
        var start = Samples.Normal(N, 11);
        start[5] = 0;
        using var w = new Guarded(start);
        using var s0 = new Guarded(new float[N]);
        using var s1 = new Guarded(new float[N]);
        using var s2 = new Guarded(new float[N]);
        var exact = Array.ConvertAll(start, v => (double)v);
        var (e0, e1, e2) = (new double[N], new double[N], new double[N]);
        for (var step = 1; step <= 12; step++)
        {
            var gradient = Samples.Normal(N, 100 + (ulong)step);
            using var g = new Guarded(gradient);
            var before = w.ToArray();
            var square = kernel(scalars, w.Data, g.Data, s0.Data, s1.Data, s2.Data, step);
            for (var i = 0; i < N; i++)
            {
                var shapedGradient = Math.Clamp(gradient[i] * (double)scalars.GradientScale, -scalars.ClipLimit, scalars.ClipLimit)
                    + (scalars.L1 * Math.Sign(exact[i])) + (scalars.L2 * exact[i]);
                exact[i] = rule(exact[i] * scalars.Decay, shapedGradient, ref e0[i], ref e1[i], ref e2[i], step);
            }

            var after = w.ToArray();
            Assert.Equal(gradient, g.ToArray());
            Assert.Equal(before.Zip(after).Sum(p => Math.Pow(p.Second - p.First, 2)), square, 1e-12 + (1e-9 * square));
            for (var i = 0; i < N; i++)
                Assert.Equal(exact[i], after[i], 2e-5);
        }
    }

    private sealed class Update<TRule>(TRule rule, int n) : Rungs.IComputation
        where TRule : struct, IUpdateRule
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            using var w = new Guarded(Samples.Normal(n, 1));
            using var g = new Guarded(Samples.Wild(n, 2));
            using var s0 = new Guarded([.. Samples.Normal(TRule.States > 0 ? n : 0, 3).Select(Math.Abs)]);
            using var s1 = new Guarded([.. Samples.Normal(TRule.States > 1 ? n : 0, 4).Select(Math.Abs)]);
            using var s2 = new Guarded([.. Samples.Normal(TRule.States > 2 ? n : 0, 5).Select(Math.Abs)]);
            var squares = new double[4];
            squares[0] = UpdateLoop.Run<TRule, F>(rule, Shaped, w.Data, g.Data, s0.Data, s1.Data, s2.Data, n, true);
            squares[1] = UpdateLoop.Run<TRule, F>(rule, Shaped, w.Data, g.Data, s0.Data, s1.Data, s2.Data, n, false);
            squares[2] = UpdateLoop.Run<TRule, F>(rule, new(), w.Data, g.Data, s0.Data, s1.Data, s2.Data, n, true);
            squares[3] = UpdateLoop.Run<TRule, F>(rule, new(), w.Data, g.Data, s0.Data, s1.Data, s2.Data, n, false);
            return [w.ToArray(), s0.ToArray(), s1.ToArray(), s2.ToArray(), Rungs.Doubles(squares)];
        }
    }
}
