namespace Sweep.Core.Statistics.Fitting;

/// <summary>XᵀX, Xᵀy and yᵀy of a model, y less its mean, gathered trial by trial.</summary>
internal sealed class NormalEquations
{
    private readonly int[] _columns;
    private readonly ModelColumns _model;
    private readonly ValuedTrials _trials;

    public NormalEquations(ModelColumns model, ValuedTrials trials)
    {
        (_model, _trials) = (model, trials);
        _columns = new int[model.Most];
        Matrix = new double[(long)model.Count * model.Count];
        Right = new double[model.Count];
    }

    private NormalEquations(NormalEquations other)
        : this(other._model, other._trials)
    {
        other.Matrix.CopyTo(Matrix, 0);
        other.Right.CopyTo(Right, 0);
        (Squares, Rows) = (other.Squares, other.Rows);
    }

    /// <summary>The model.</summary>
    public ModelColumns Model => _model;

    /// <summary>XᵀX, its lower half, row by row.</summary>
    public double[] Matrix { get; }

    /// <summary>Xᵀy.</summary>
    public double[] Right { get; }

    /// <summary>yᵀy.</summary>
    public double Squares { get; private set; }

    /// <summary>Trials in it.</summary>
    public int Rows { get; private set; }

    /// <summary>The equations of all trials.</summary>
    public static NormalEquations Of(ModelColumns model, ValuedTrials trials)
    {
        var equations = new NormalEquations(model, trials);
        for (var i = 0; i < trials.Count; i++)
            equations.Add(i, 1);
        return equations;
    }

    /// <summary>The same without some trials.</summary>
    public NormalEquations Without(IEnumerable<int> trials)
    {
        var rest = new NormalEquations(this);
        foreach (var trial in trials)
            rest.Add(trial, -1);
        return rest;
    }

    private void Add(int trial, int sign)
    {
        var n = _model.Fill(trial, _columns);
        var y = _trials.Values[trial] - _trials.Mean;
        var width = _model.Count;
        for (var i = 0; i < n; i++)
        {
            // Columns of one trial rise, so these stand in the lower half.
            var row = _columns[i] * width;
            for (var j = 0; j <= i; j++)
                Matrix[row + _columns[j]] += sign;
            Right[_columns[i]] += sign * y;
        }

        Squares += sign * y * y;
        Rows += sign;
    }
}
