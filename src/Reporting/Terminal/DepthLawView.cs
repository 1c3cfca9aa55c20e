using System.Globalization;
using Spectre.Console;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Terminal;

/// <summary>The gradient's decay over depth, measured and as the product of layer norms bounds it.</summary>
internal static class DepthLawView
{
    public static void Write(IAnsiConsole console, DepthLaw? law)
    {
        if (law is null || law.Layers.Count < 2)
            return;
        var fit = double.IsFinite(law.Decay) ? string.Create(CultureInfo.InvariantCulture, $": times {Show.Ratio(law.Decay)} per layer on the way back (R² {Show.Number(law.Fit)})") : "";
        TableStyle.Heading(console, string.Create(CultureInfo.InvariantCulture, $"Decay over depth in epoch {law.Epoch}{fit}"));
        var tight = law.Layers.Any(l => double.IsFinite(l.TightBound));
        var table = TableStyle.New(console,
        [
            ("layer", true), ("gradient/\nlast", true), ("signal/\nlast", true), ("slope ×\nnorm", true), ("bound", true), .. tight ? [("tight\nbound", true)] : Array.Empty<(string, bool)>(),
        ]);
        foreach (var layer in law.Layers)
        {
            TableStyle.Row(table,
            [
                layer.Layer.ToString(CultureInfo.InvariantCulture), Show.Ratio(layer.Gradient), Show.Ratio(layer.Signal),
                Show.Ratio(layer.Factor), Show.Ratio(layer.Bound), .. tight ? [Show.Ratio(layer.TightBound)] : Array.Empty<string>(),
            ]);
        }

        console.Write(table);
        TableStyle.Line(console, law.Holds
            ? "signal: the gradient at a layer's pre-activations; it is at most bound, the product of greatest slope × weight norm over the layers behind."
            : "signal: the gradient at a layer's pre-activations. Normalised or bridged layers have no such bound.");
        TableStyle.Line(console, "");
    }
}
