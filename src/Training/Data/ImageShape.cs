namespace Sweep.Training.Data;

/// <summary>Shape of grey images.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels a row.</param>
public readonly record struct ImageShape(int Height, int Width);
