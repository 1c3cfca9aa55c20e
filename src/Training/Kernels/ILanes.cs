namespace Sweep.Training.Kernels;

/// <summary>
/// The few operations that the matrix kernels need, for one vector width. A kernel is written once over this interface;
/// the runtime compiles it anew for every width, so nothing is called virtually.
/// </summary>
/// <typeparam name="TVector">The vector type.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector; divides 16.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the tallest tile whose accumulators stay in registers.</summary>
    static abstract int TileRows { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Reads consecutive floats.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes consecutive floats.</summary>
    static abstract void Store(float* target, TVector value);

    /// <summary>One float in all lanes.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);
}
