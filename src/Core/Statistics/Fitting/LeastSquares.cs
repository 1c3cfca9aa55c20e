using System.Numerics;

namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// Least squares by Cholesky of the normal equations. A column that those before it already explain is passed over, as
/// R's lm does; what then cannot be told from the data is known by <see cref="Estimable"/>.
/// </summary>
internal sealed class LeastSquares
{
    private const double Tolerance = 1e-9;

    private readonly int _width;
    private readonly double[] _lower;
    private readonly double[] _explained;
    private readonly List<double[]> _nulls = [];

    public LeastSquares(NormalEquations equations)
    {
        _width = equations.Model.Count;
        _lower = (double[])equations.Matrix.Clone();
        _explained = new double[_width];
        Aliased = new bool[_width];
        Coefficients = new double[_width];
        (Rows, Squares) = (equations.Rows, equations.Squares);
        Factorise();
        Forward(equations.Right, _explained);
        Backward(_explained, _width, Coefficients);
        for (var j = 0; j < _width; j++)
        {
            if (!Aliased[j])
                continue;
            var null_ = new double[_width];
            Backward(_lower.AsSpan(j * _width, _width), j, null_);
            for (var k = 0; k < j; k++)
                null_[k] = -null_[k];
            null_[j] = 1;
            _nulls.Add(null_);
        }
    }

    /// <summary>Trials.</summary>
    public int Rows { get; }

    /// <summary>Sum of squares about the mean of all trials.</summary>
    public double Squares { get; }

    /// <summary>Whether a column was passed over.</summary>
    public bool[] Aliased { get; }

    /// <summary>The coefficients; 0 for what was passed over.</summary>
    public double[] Coefficients { get; }

    /// <summary>Columns that count.</summary>
    public int Rank => _width - _nulls.Count;

    /// <summary>What the model leaves.</summary>
    public double ResidualSquares => Math.Max(0, Squares - _explained.Sum(e => e * e));

    /// <summary>Degrees of freedom of what it leaves.</summary>
    public int ResidualDegrees => Rows - Rank;

    /// <summary>What the columns from one on explain beyond those before, with their degrees of freedom.</summary>
    public (double Squares, int Degrees) Last(int from)
        => (_explained.Skip(from).Sum(e => e * e), Aliased.Skip(from).Count(a => !a));

    /// <summary>Whether the data tell this weighted sum of coefficients.</summary>
    public bool Estimable(ReadOnlySpan<double> weights)
    {
        foreach (var none in _nulls)
        {
            if (Math.Abs(Dot(weights, none)) > 1e-7)
                return false;
        }

        return true;
    }

    /// <summary>The weighted sum of coefficients; NaN where the data do not tell it.</summary>
    public double Value(ReadOnlySpan<double> weights) => Estimable(weights) ? Dot(weights, Coefficients) : double.NaN;

    /// <summary>A solution of XᵀX·x = <paramref name="weights"/>.</summary>
    public double[] Solve(ReadOnlySpan<double> weights)
    {
        var forward = new double[_width];
        var solution = new double[_width];
        Forward(weights, forward);
        Backward(forward, _width, solution);
        return solution;
    }

    private void Factorise()
    {
        for (var i = 0; i < _width; i++)
        {
            var row = _lower.AsSpan(i * _width, _width);
            for (var j = 0; j < i; j++)
                row[j] = Aliased[j] ? 0 : (row[j] - Dot(row[..j], _lower.AsSpan(j * _width, j))) / _lower[(j * _width) + j];
            var diagonal = row[i];
            var pivot = diagonal - Dot(row[..i], row[..i]);
            Aliased[i] = !(pivot > Tolerance * diagonal);
            row[i] = Aliased[i] ? 0 : Math.Sqrt(pivot);
        }
    }

    private void Forward(ReadOnlySpan<double> right, double[] solution)
    {
        for (var i = 0; i < _width; i++)
            solution[i] = Aliased[i] ? 0 : (right[i] - Dot(_lower.AsSpan(i * _width, i), solution.AsSpan(0, i))) / _lower[(i * _width) + i];
    }

    private void Backward(ReadOnlySpan<double> right, int count, double[] solution)
    {
        for (var i = 0; i < count; i++)
            solution[i] = right[i];
        for (var i = count - 1; i >= 0; i--)
        {
            if (Aliased[i])
            {
                solution[i] = 0;
                continue;
            }

            solution[i] /= _lower[(i * _width) + i];
            for (var k = 0; k < i; k++)
                solution[k] -= _lower[(i * _width) + k] * solution[i];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
