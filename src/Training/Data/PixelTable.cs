namespace Sweep.Training.Data;

/// <summary>Features as the grey levels of images, 0 to 255, image by image.</summary>
internal sealed class PixelTable(int rows, int columns, byte[] pixels) : FeatureTable(rows, columns)
{
    /// <inheritdoc/>
    public override long Bytes => pixels.LongLength;

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<double> destination)
    {
        var from = pixels.AsSpan(row * Columns, Columns);
        for (var i = 0; i < from.Length; i++)
            destination[i] = from[i];
    }
}
