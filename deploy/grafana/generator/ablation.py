"""Levels of each factor, compared."""

from board import Board
from panels import (GREEN, RED, YELLOW, bars, gauge, joined, lines, of_name, query, shaded, stat, table, thresholds)

MEAN = "max by (level) (sweep_level_objective_mean{@factor})"
DEVIATION = "max by (level) (sweep_level_objective_stddev{@factor})"
COUNT = "max by (level) (sweep_level_objective_trials{@factor})"


def board():
    b = Board("sweep-ablation", "Ablation", "Which levels do better, by how much, and on how many trials that rests.", ["datasource", "job", "instance", "sweep", "factors"], "@sweep")
    b.line(
        gauge("Progress", "Share of the trials that have their result. Early on, levels may rest on few trials and on other levels of the other factors.", "percentunit",
              [query("max(sweep_progress_ratio{@sweep})", "done")], width=8),
        stat("Trials", "Trials that have a result, and those whose objective is finite.", "none", [
            query("max(sum by (instance, factor) (sweep_level_trials{@sweep}))", "with a result"),
            query("max(sum by (instance, factor) (sweep_level_objective_trials{@sweep}))", "finite"),
        ], width=8),
        stat("Best objective", "Of all trials so far; whether more or less is better says its name.", "none",
             [query("max by (direction) (sweep_objective_best{@sweep})", "{{direction}}")], width=8, decimals=4),
    )
    b.row("$factor", repeat="factor")
    b.line(table("Levels of $factor", "Objective over a level's trials: mean, standard deviation, and half of a 95 % interval of the mean (1.96 standard errors, trials taken as "
                 "independent). `sweep show` has intervals of differences, which are paired by seed and narrower.", "none", [
                     query("max by (level) (sweep_level_trials{@factor})", table=True), query(COUNT, table=True), query(MEAN, table=True), query(DEVIATION, table=True),
                     query(f"1.96 * {DEVIATION} / sqrt({COUNT})", table=True),
                     query('max by (level) (sweep_level_verdict_share{@factor, verdict="healthy"})', table=True),
                     query('max by (level) (sweep_level_verdict_share{@factor, verdict="diverged"})', table=True),
                 ], transformations=joined(("level", "Level"), ("Value #A", "Trials"), ("Value #B", "Finite"), ("Value #C", "Mean"), ("Value #E", "± 95 %"), ("Value #D", "Deviation"),
                                           ("Value #F", "Healthy"), ("Value #G", "Diverged")), overrides=[
                     *(of_name(name, decimals=4) for name in ("Mean", "± 95 %", "Deviation")),
                     of_name("Healthy", unit="percentunit", decimals=0, custom__cellOptions=shaded(), thresholds=thresholds(RED, (0.5, YELLOW), (0.9, GREEN))),
                     of_name("Diverged", unit="percentunit", decimals=0, custom__cellOptions=shaded(), thresholds=thresholds(GREEN, (0.05, YELLOW), (0.25, RED)))], sort="Level", height=7))
    b.line(
        bars("Mean objective by level of $factor", "Mean over the trials whose objective is finite. Read it with the counts and intervals above.", "none",
             [query(MEAN, "{{level}}", instant=True)], decimals=4),
        lines("Mean objective of $factor as trials come in", "Once a level's line is flat, more trials change little.", "none", [query(MEAN, "{{level}}")], zero=False, decimals=4),
    )
    b.line(lines("Standard error of the mean by level of $factor", "The deviation over the root of the count; trials are taken as independent.", "none",
                 [query(f"{DEVIATION} / sqrt({COUNT})", "{{level}}")], width=24, height=7, decimals=4))
    return b.json()
