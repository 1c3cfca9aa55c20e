namespace Sweep.Reporting.Report;

/// <summary>
/// Numbers by layer, counted back from the output, and by epoch. Both sides hold at most <see cref="Cells"/> cells: where more
/// come, each two neighbours become one, so memory is bounded and nothing is left out.
/// </summary>
internal sealed class GradientGrid
{
    /// <summary>Greatest number of cells along each side.</summary>
    public const int Cells = 40;

    private readonly LogTally?[,] _cells = new LogTally?[Cells, Cells];

    /// <summary>Layers in one cell.</summary>
    public int LayersPerCell { get; private set; } = 1;

    /// <summary>Epochs in one cell.</summary>
    public int EpochsPerCell { get; private set; } = 1;

    /// <summary>Layers met: the greatest distance from the output and 1.</summary>
    public int Layers { get; private set; }

    /// <summary>The greatest epoch met.</summary>
    public int Epochs { get; private set; }

    /// <summary>Cells along the layers.</summary>
    public int Rows => (Layers + LayersPerCell - 1) / LayersPerCell;

    /// <summary>Cells along the epochs.</summary>
    public int Columns => (Epochs + EpochsPerCell - 1) / EpochsPerCell;

    /// <summary>Adds one number.</summary>
    /// <param name="back">Layers between this one and the output layer.</param>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="value">The number.</param>
    public void Add(int back, int epoch, double value)
    {
        while (back / LayersPerCell >= Cells)
        {
            Halve((row, column) => (row / 2, column));
            LayersPerCell *= 2;
        }

        while ((epoch - 1) / EpochsPerCell >= Cells)
        {
            Halve((row, column) => (row, column / 2));
            EpochsPerCell *= 2;
        }

        Layers = Math.Max(Layers, back + 1);
        Epochs = Math.Max(Epochs, epoch);
        (_cells[back / LayersPerCell, (epoch - 1) / EpochsPerCell] ??= new()).Add(value);
    }

    /// <summary>The median in one cell; NaN where nothing was measured.</summary>
    public double Median(int row, int column) => _cells[row, column]?.Median() ?? double.NaN;

    private void Halve(Func<int, int, (int Row, int Column)> target)
    {
        for (var row = 0; row < Cells; row++)
        {
            for (var column = 0; column < Cells; column++)
            {
                var (r, c) = target(row, column);
                if ((r, c) == (row, column) || _cells[row, column] is not { } tally)
                    continue;
                (_cells[r, c] ??= new()).Add(tally);
                _cells[row, column] = null;
            }
        }
    }
}
