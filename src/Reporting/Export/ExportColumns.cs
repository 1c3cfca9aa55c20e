using Sweep.Core.Results;

namespace Sweep.Reporting.Export;

/// <summary>Columns of the exported tables, in order; the same in every format.</summary>
public static class ExportColumns
{
    /// <summary>Columns of the trials for these factors, each with whether all its levels are numbers, and this task.</summary>
    public static IReadOnlyList<ExportColumn> Trials(IReadOnlyList<ExportFactor> factors, TaskKind task)
    {
        ArgumentNullException.ThrowIfNull(factors);
        ExportColumn[] before = [Whole("trial"), Whole("combination"), Whole("replicate")];
        var score = Names.ScoreOf(task);
        ExportColumn[] after =
        [
            new("seed", FieldKind.Natural), Whole("attempt"), Text("outcome"), Text("end"), new("verdicts", FieldKind.Names),
            Whole("epochs"), Whole("steps"), Whole("samples"), Whole("best_epoch"),
            Number("train_loss"), Number($"train_{score}"), Number("validation_loss"), Number($"validation_{score}"), Number("test_loss"), Number($"test_{score}"),
            Whole("diverged_step"), Whole("diverged_layer"), Text("detail"),
            new("started", FieldKind.Time), Number("seconds"), Text("worker"), Text("weights_hash"), Text("digest"),
            Number("train_top_k"), Number("validation_top_k"), Number("test_top_k"),
        ];

        // A factor can be called like a column, epochs for one; its own then says what it is.
        var taken = before.Concat(after).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. before,
            .. factors.Select(f => new ExportColumn(taken.Contains(f.Name) ? "factor." + f.Name : f.Name, f.Numeric ? FieldKind.Number : FieldKind.Text)),
            .. after,
        ];
    }

    /// <summary>Columns of the epochs for this task.</summary>
    public static IReadOnlyList<ExportColumn> Epochs(TaskKind task)
    {
        var score = Names.ScoreOf(task);
        return
        [
            Whole("trial"), Whole("epoch"), Whole("steps"),
            Number("train_loss"), Number($"train_{score}"), Number("validation_loss"), Number($"validation_{score}"),
            Number("learning_rate"), Number("train_top_k"), Number("validation_top_k"),
        ];
    }

    /// <summary>Columns of the layers' gradients.</summary>
    public static IReadOnlyList<ExportColumn> Gradients { get; } =
    [
        Whole("trial"), Whole("epoch"), Whole("layer"),
        Single("gradient_norm_min"), Single("gradient_norm_mean"), Single("gradient_norm_max"), Whole("nan_count"), Whole("inf_count"),
        Single("weight_norm"), Single("update_ratio"), Single("activation_mean"), Single("activation_std"), Single("saturated_share"), Single("dead_share"),
        Single("clip_rate"), Single("clip_factor"), Single("jacobian_norm"), Single("jacobian_bound"), new("histogram", FieldKind.Counts),
    ];

    private static ExportColumn Text(string name) => new(name, FieldKind.Text);

    private static ExportColumn Whole(string name) => new(name, FieldKind.Whole);

    private static ExportColumn Number(string name) => new(name, FieldKind.Number);

    private static ExportColumn Single(string name) => new(name, FieldKind.ShortNumber);
}
