using BenchmarkDotNet.Attributes;
using Sweep.Training.Kernels;

namespace Sweep.Bench.Kernels;

/// <summary>The matrix product at the shapes of a small network's step (batch 32, 128 units) and of a large one's.</summary>
public unsafe class GemmBenchmark : IDisposable
{
    private Arena _arena = null!;
    private float* _a;
    private float* _b;
    private float* _c;
    private float* _scratch;
    private int _m;
    private int _n;
    private int _k;

    [Params("128x32x128", "128x128x32", "1024x128x1024", "1024x1024x128")]
    public string Shape { get; set; } = "";

    [Params(false, true)]
    public bool Across { get; set; }

    [GlobalSetup]
    public void Lay()
    {
        var sizes = Shape.Split('x').Select(int.Parse).ToArray();
        (_m, _n, _k) = (sizes[0], sizes[1], sizes[2]);
        _arena = new Arena(64 << 20);
        _a = _arena.Floats((long)_m * _k);
        _b = _arena.Floats((long)_k * _n);
        _c = _arena.Floats((long)_m * _n);
        _scratch = _arena.Floats(Gemm.ScratchFloats(_m, _n, _k));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _arena.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void Multiply()
    {
        var view = Across ? new MatrixView(_a, 1, _m) : new MatrixView(_a, _k, 1);
        Gemm.Multiply(_m, _n, _k, view, _b, _n, _c, _n, null, _scratch);
    }
}
