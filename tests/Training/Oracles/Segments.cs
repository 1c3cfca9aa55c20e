using Sweep.Training.Planning;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Reads and writes the parameters of a segment, without its padding, row by row.</summary>
internal static unsafe class Segments
{
    public static long Place(ParameterSegment segment, int i) => segment.Offset + ((long)(i / segment.Columns) * segment.Stride) + (i % segment.Columns);

    public static void Write(float* block, ParameterSegment segment, ReadOnlySpan<float> values)
    {
        Assert.Equal(segment.Rows * segment.Columns, values.Length);
        for (var i = 0; i < values.Length; i++)
            block[Place(segment, i)] = values[i];
    }

    public static float[] Read(float* block, ParameterSegment segment)
    {
        var values = new float[segment.Rows * segment.Columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = block[Place(segment, i)];
        return values;
    }

    /// <summary>All that is padding of the segment.</summary>
    public static float[] Padding(float* block, ParameterSegment segment)
    {
        var values = new List<float>();
        for (var row = 0; row < segment.Rows; row++)
            for (var column = segment.Columns; column < segment.Stride; column++)
                values.Add(block[segment.Offset + ((long)row * segment.Stride) + column]);
        return [.. values];
    }
}
