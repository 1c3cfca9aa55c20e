using FsCheck;
using FsCheck.Fluent;

namespace Sweep.Training.Tests.VectorMath;

/// <summary>Small matrices of every shape, empty ones too.</summary>
internal static class Shapes
{
    public static Arbitrary<(int Rows, int Cols, int Stride)> All
        => (from rows in Gen.Choose(0, 6)
            from cols in Gen.Choose(0, 70)
            from gap in Gen.Choose(0, 20)
            select (rows, cols, cols + gap)).ToArbitrary();

    /// <summary>Floats from the first element to the last.</summary>
    public static int Extent(int rows, int cols, int stride) => rows == 0 || cols == 0 ? 0 : ((rows - 1) * stride) + cols;
}
