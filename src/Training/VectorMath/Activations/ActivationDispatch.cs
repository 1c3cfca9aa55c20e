using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <summary>Takes a job to the loop made for its activation and the widest rung.</summary>
internal static class ActivationDispatch
{
    public static long Run<TJob>(ActivationKind kind, TJob job)
        where TJob : struct, IActivationJob
    {
        if (Ladder.Has16)
            return Run<TJob, F16>(kind, job);
        if (Ladder.Has8)
            return Run<TJob, F8>(kind, job);
        return Ladder.Has4 ? Run<TJob, F4>(kind, job) : Run<TJob, F1>(kind, job);
    }

    public static long Run<TJob, F>(ActivationKind kind, TJob job)
        where TJob : struct, IActivationJob
        where F : unmanaged, ISimd<F> => kind switch
        {
            ActivationKind.Identity => job.Run<IdentityMap, F>(),
            ActivationKind.Sigmoid => job.Run<SigmoidMap, F>(),
            ActivationKind.Tanh => job.Run<TanhMap, F>(),
            ActivationKind.Relu => job.Run<ReluMap, F>(),
            ActivationKind.LeakyRelu or ActivationKind.Prelu => job.Run<LeakyReluMap, F>(),
            ActivationKind.Elu => job.Run<EluMap, F>(),
            ActivationKind.Selu => job.Run<SeluMap, F>(),
            ActivationKind.Gelu => job.Run<GeluMap, F>(),
            ActivationKind.GeluTanh => job.Run<GeluTanhMap, F>(),
            ActivationKind.Silu => job.Run<SiluMap, F>(),
            ActivationKind.Softplus => job.Run<SoftplusMap, F>(),
            ActivationKind.HardTanh => job.Run<HardTanhMap, F>(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such activation"),
        };
}
