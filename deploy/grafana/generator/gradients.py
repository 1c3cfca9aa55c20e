"""What gradients do on their way back, by layer, activation and level."""

from board import Board
from panels import (BLUE, GREEN, NONE, ORANGE, PURPLE, RED, YELLOW, colour, heatmap, joined, lines, matrix, of_name, query, ranged, shaded, stat, states, table, thresholds)

DEPTHS = [("first", "the first layer", 8), ("lower", "the layers of the lower third", 8), ("middle", "the layers of the middle third", 8),
          ("upper", "the layers of the upper third", 12), ("last", "the output layer", 12)]

ALL_SWEEPS = " Of all sweeps on these silos: histograms carry no sweep."


def median(metric, by, more=""):
    return f"histogram_quantile(0.5, sum by ({by}, le) (rate({metric}_bucket{{@silo{more}}}[$__rate_interval])))"


def mean(metric, by=""):
    group = f" by ({by})" if by else ""
    return f"sum{group} (rate({metric}_sum{{@silo}}[$__rate_interval])) / (sum{group} (rate({metric}_count{{@silo}}[$__rate_interval])) > 0)"


def board():
    b = Board("sweep-gradients", "Gradients", "Whether gradients vanish, explode or are clipped, and where.", ["datasource", "job", "instance", "sweep", "factor"], "@sweep")
    b.line(
        stat("Median norm", "Of the gradients of the output layer and of the first one, which they reach last." + ALL_SWEEPS, "sci", [
            query(median("sweep_gradient_norm", "depth", ', depth="last"'), "last layer"),
            query(median("sweep_gradient_norm", "depth", ', depth="first"'), "first layer"),
        ]),
        stat("Decay and clipping", "What norms are multiplied by per layer on the way back: 1 keeps them. Share of steps in which clipping changed a gradient." + ALL_SWEEPS, "none", [
            query(mean("sweep_gradient_decay_factor"), "decay a layer"),
            query(mean("sweep_gradient_clip_rate"), "clipped"),
        ], decimals=2),
        stat("Hidden units", "Share of units without a derivative, and of activations whose derivative is near zero." + ALL_SWEEPS, "percentunit", [
            query(mean("sweep_unit_dead_share"), "dead"),
            query(mean("sweep_unit_saturated_share"), "saturated"),
        ], thresholds=thresholds(GREEN, (0.25, YELLOW), (0.5, RED))),
        stat("Not finite", "Elements of this sweep's gradients that were NaN or infinite in the time shown.", "short",
             [query("sum by (kind) (increase(sweep_gradient_nonfinite_total{@sweep}[$__range]))", "{{kind}}", instant=True)], thresholds=thresholds(GREEN, (1, RED))),
    )
    b.line(states("Median norm by depth", "What half of the gradient norms of these layers were above: usual from 0.001 to 100." + ALL_SWEEPS, "sci",
                  [query(f'histogram_quantile(0.5, sum by (depth, le) (rate(sweep_gradient_norm_bucket{{@silo, depth="{depth}"}}[$__rate_interval])))', depth)
                   for depth, _, _ in reversed(DEPTHS)], height=7,
                  mappings=ranged((None, "vanished", PURPLE), (1e-6, "small", BLUE), (1e-3, "usual", GREEN), (100, "large", YELLOW), (1e3, "explodes", RED))))
    maps = [heatmap(f"Norms: {depth}", f"L2 norms of the gradients of {what}, means over an epoch." + ALL_SWEEPS, "sci",
                    f'sum by (le) (rate(sweep_gradient_norm_bucket{{@silo, depth="{depth}"}}[$__rate_interval]))', width=width) for depth, what, width in DEPTHS]
    b.line(*maps[:3])
    b.line(*maps[3:])
    b.line(
        lines("Decay a layer", "What gradient norms are multiplied by per layer on the way back, mean by activation: below 1 they vanish, above 1 they explode." + ALL_SWEEPS, "none",
              [query(mean("sweep_gradient_decay_factor", "activation"), "{{activation}}")], decimals=2),
        lines("Clip rate", "Share of steps in which clipping changed a layer's gradient, mean by depth." + ALL_SWEEPS, "percentunit",
              [query(mean("sweep_gradient_clip_rate", "depth"), "{{depth}}")], max=1),
    )
    b.line(
        lines("Dead units", "Share of a hidden layer's units without a derivative for any validation sample, mean by activation." + ALL_SWEEPS, "percentunit",
              [query(mean("sweep_unit_dead_share", "activation"), "{{activation}}")]),
        lines("Saturated activations", "Share of a hidden layer's activations whose derivative is near zero, mean by activation." + ALL_SWEEPS, "percentunit",
              [query(mean("sweep_unit_saturated_share", "activation"), "{{activation}}")]),
    )
    b.line(
        lines("Update ratio", "Norm of the weights' change in an epoch's last step over their norm, median by depth; about 0.001 is usual." + ALL_SWEEPS, "sci",
              [query(median("sweep_weight_update_ratio", "depth"), "{{depth}}")], log=True),
        lines("Elements that are not finite", "NaN and infinite elements a second in this sweep's gradients.", "ops",
              [query("sum by (kind) (rate(sweep_gradient_nonfinite_total{@sweep}[$__rate_interval]))", "{{kind}}")], overrides=[colour("nan", RED), colour("inf", ORANGE)]),
    )
    b.line(table("Verdicts by level of $factor", "Share of a level's trials that were given a verdict; a trial can have several.", "percentunit",
                 [query('max by (level, verdict) (sweep_level_verdict_share{@factor})', table=True)],
                 transformations=matrix("level", "verdict", "Value", "level"), height=9, sort="level", min=0, max=1, decimals=0,
                 thresholds=thresholds(NONE, (0.1, YELLOW), (0.5, RED)), overrides=[
                     *(of_name(name, custom__cellOptions=shaded()) for name in ("vanishing", "exploding", "dead", "saturated", "diverged", "overfitting", "underfitting")),
                     of_name("healthy", custom__cellOptions=shaded(), thresholds=thresholds(RED, (0.5, YELLOW), (0.9, GREEN)))]))
    thread = 'label_join({}, "thread", " / ", "instance", "slot")'
    b.line(
        table("Norms of what trains now", "Mean gradient norm by depth in the last epoch of the trial that each thread trains.", "sci",
              [query(f'max by (thread, depth) ({thread.format("sweep_slot_gradient_norm{@silo}")})', table=True)], width=16,
              transformations=matrix("thread", "depth", "Value", "Thread"), sort="Thread", decimals=1),
        table("Decay of what trains now", "Slope of ln(gradient norm) over layers in that epoch: above 0 gradients shrink on the way back.", "none",
              [query(f'max by (thread) ({thread.format("sweep_slot_decay_slope{@silo}")})', table=True)], width=8,
              transformations=joined(("thread", "Thread"), ("Value", "Slope")), sort="Thread", decimals=3),
    )
    return b.json()
