using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Training.Augmenting;

/// <summary>Shifts, turns, scales and cuts a grey image. What comes from outside, and what is cut out, is 0: the mean of a standardised feature.</summary>
/// <param name="augmentation">How far.</param>
/// <param name="shape">Shape of the image.</param>
internal sealed unsafe class ImageWarp(Augmentation augmentation, ImageShape shape)
{
    private readonly float[] _source = new float[shape.Height * shape.Width];
    private readonly bool _moves = augmentation is not { Shift: 0, Rotate: 0, Scale: 0 };

    /// <summary>Changes one image by six uniform numbers: shift down and right, angle, scale, middle of the cut.</summary>
    public void Apply(float* image, RandomSequence random)
    {
        var down = Whole(ref random, augmentation.Shift);
        var right = Whole(ref random, augmentation.Shift);
        var angle = ((2 * random.NextDouble()) - 1) * augmentation.Rotate * Math.PI / 180;
        var scale = 1 + (((2 * random.NextDouble()) - 1) * augmentation.Scale);
        if (_moves)
            Move(image, down, right, DeterministicMath.Sin(angle) / scale, DeterministicMath.Cos(angle) / scale);
        var row = (int)random.NextBelow((uint)shape.Height);
        var column = (int)random.NextBelow((uint)shape.Width);
        if (augmentation.Cutout > 0)
            Cut(image, row - (augmentation.Cutout / 2), column - (augmentation.Cutout / 2));
    }

    private static int Whole(ref RandomSequence random, int limit) => (int)random.NextBelow((2 * (uint)limit) + 1) - limit;

    // Each pixel takes the bilinear value at the place it comes from: turned and scaled about the middle, then shifted.
    private void Move(float* image, int down, int right, double sin, double cos)
    {
        new ReadOnlySpan<float>(image, _source.Length).CopyTo(_source);
        var middleRow = (shape.Height - 1) / 2.0;
        var middleColumn = (shape.Width - 1) / 2.0;
        for (var row = 0; row < shape.Height; row++)
        {
            for (var column = 0; column < shape.Width; column++)
            {
                var y = row - down - middleRow;
                var x = column - right - middleColumn;
                image[(row * shape.Width) + column] = Value(middleRow + (cos * y) - (sin * x), middleColumn + (sin * y) + (cos * x));
            }
        }
    }

    private float Value(double row, double column)
    {
        var top = (int)Math.Floor(row);
        var left = (int)Math.Floor(column);
        var (belowShare, rightShare) = (row - top, column - left);
        var upper = (Pixel(top, left) * (1 - rightShare)) + (Pixel(top, left + 1) * rightShare);
        var lower = (Pixel(top + 1, left) * (1 - rightShare)) + (Pixel(top + 1, left + 1) * rightShare);
        return (float)((upper * (1 - belowShare)) + (lower * belowShare));
    }

    private double Pixel(int row, int column)
        => (uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width ? _source[(row * shape.Width) + column] : 0;

    // DeVries and Taylor 2017: the square may stick out of the image.
    private void Cut(float* image, int top, int left)
    {
        for (var row = Math.Max(0, top); row < Math.Min(shape.Height, top + augmentation.Cutout); row++)
            for (var column = Math.Max(0, left); column < Math.Min(shape.Width, left + augmentation.Cutout); column++)
                image[(row * shape.Width) + column] = 0;
    }
}
