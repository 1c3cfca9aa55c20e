"""One sweep: where it stands, who leads, when it ends."""

from board import Board
from panels import (BLUE, GREEN, GREY, ORANGE, PURPLE, RED, YELLOW, bars, colour, gauge, heatmap, joined, lines, mapped, matrix, of_name, of_query,
                    query, stat, states, table)

PHASES = [(1, "running", GREEN), (2, "pausing", YELLOW), (3, "paused", ORANGE), (4, "cancelling", PURPLE), (5, "cancelled", RED), (6, "finished", BLUE), (0, "idle", GREY)]

STATES = [colour("completed", GREEN), colour("running", BLUE), colour("pending", GREY), colour("stopped", YELLOW), colour("diverged", ORANGE), colour("failed", RED)]


def phase(selector, by=""):
    """What sweeps are about, as a number that PHASES has a word for."""
    group = f" by ({by})" if by else ""
    return " + ".join(f'max{group} (sweep_phase{{{selector}, phase="{name}"}}) * {value}' for value, name, _ in PHASES if value)


def board():
    b = Board("sweep-sweep", "Sweep", "One sweep: progress, leaders, outcomes, throughput, time left.", ["datasource", "job", "instance", "sweep"], "@sweep")
    b.line(
        gauge("Progress", "Share of the trials that have their result.", "percentunit", [query("max(sweep_progress_ratio{@sweep})", "done")]),
        stat("Time left", "When the sweep ends at its pace of the last minutes. Nothing while there is no pace.", "s", [
            query("max(sweep_end_estimate_timestamp_seconds{@sweep}) - time()", "left"),
            query("max(sweep_end_estimate_timestamp_seconds{@sweep}) * 1000", "ends at"),
        ], overrides=[of_query("B", unit="dateTimeAsLocalNoDateIfToday")]),
        stat("Best objective", "Of all trials so far; whether more or less is better says its name.", "none",
             [query("max by (direction) (sweep_objective_best{@sweep})", "{{direction}}")], decimals=4),
        stat("Trials", "Trials that train or wait.", "none", [
            query('max(sweep_trials{@sweep, state="running"})', "running"),
            query('max(sweep_trials{@sweep, state="pending"})', "pending"),
        ]),
    )
    b.line(states("Phase", "What the sweep is about. Where there is no colour, no silo runs it.", "none", [query(phase("@sweep"), "phase")], height=4,
                  mappings=mapped(PHASES)))
    b.line(
        lines("Trials by state", "All trials of the sweep. Diverged is a result: the loss or a gradient became NaN or infinite.", "none",
              [query("max by (state) (sweep_trials{@sweep})", "{{state}}")], stack=True, overrides=STATES),
        lines("Results a second", "Trials that got their result, by outcome.", "ops",
              [query("sum by (outcome) (rate(sweep_trials_finished_total{@sweep}[$__rate_interval]))", "{{outcome}}")], stack=True, overrides=STATES),
    )
    b.line(
        bars("Leaders", "Objective of the best trials so far, the best first.", "none",
             [query("max by (rank) (sweep_leader_objective{@sweep})", "#{{rank}}", instant=True)], width=8, height=9, decimals=4),
        table("What they are", "Levels of the factors of the best trials. Factors with a range are not shown; `sweep show` has them.", "none",
              [query("max by (rank, factor, level) (sweep_leader_info{@sweep})", table=True)], width=16, height=9,
              transformations=matrix("rank", "factor", "level", "rank"), overrides=[of_name("rank", custom__width=70)], sort="rank"),
    )
    b.line(
        lines("Objective of the leaders", "The best trial, and the tenth best.", "none", [
            query('max(sweep_leader_objective{@sweep, rank="0"})', "best"),
            query('max(sweep_leader_objective{@sweep, rank="9"})', "tenth"),
        ], zero=False, decimals=4),
        lines("Mean time of a trial", "Time from the start of a trial's last attempt to its result, mean over the trials that ended.", "s", [
            query("sum(rate(sweep_trial_time_seconds_total{@sweep}[$__rate_interval])) / (sum(rate(sweep_trials_finished_total{@sweep}[$__rate_interval])) > 0)", "mean"),
        ]),
    )
    b.line(
        lines("Training", "Optimiser steps, samples and epochs a second, over all silos.", "ops", [
            query("sum(rate(sweep_training_samples_total{@sweep}[$__rate_interval]))", "samples"),
            query("sum(rate(sweep_training_steps_total{@sweep}[$__rate_interval]))", "steps"),
            query("sum(rate(sweep_training_epochs_total{@sweep}[$__rate_interval]))", "epochs"),
        ], log=True),
        lines("Floating-point operations", "Of the matrix products in training, 2mnk each, over all silos.", "flops",
              [query("sum(rate(sweep_training_flops_total{@sweep}[$__rate_interval]))", "FLOP/s")]),
    )
    b.line(
        lines("Attempts", "Attempts at trials that began. A retry follows a failed or lost attempt.", "ops", [
            query("sum(rate(sweep_trial_attempts_total{@sweep}[$__rate_interval]))", "attempts"),
            query("sum(rate(sweep_trial_retries_total{@sweep}[$__rate_interval]))", "retries"),
        ], overrides=[colour("retries", RED)]),
        heatmap("Trial durations of all sweeps", "Time from the start of a trial's last attempt to its result, of all sweeps on these silos.", "s",
                "sum by (le) (rate(sweep_trial_duration_seconds_bucket{@silo}[$__rate_interval]))", width=12, height=8),
    )
    thread = 'label_join({}, "thread", " / ", "instance", "slot")'
    b.line(table("What trains now", "Trials of all sweeps on the training threads of these silos, as of their last epoch.", "none", [
        query(thread.format("sweep_slot_epoch{@silo}"), table=True),
        query(thread.format("sweep_slot_progress_ratio{@silo}"), table=True),
        query(thread.format("sweep_slot_train_loss{@silo}"), table=True),
        query(thread.format("sweep_slot_validation_score{@silo}"), table=True),
    ], transformations=joined(("thread", "Thread"), ("Value #A", "Epoch"), ("Value #B", "Of all epochs"), ("Value #C", "Training loss"), ("Value #D", "Validation score"),
                              hidden=("Time", "__name__", "instance", "job", "slot", "otel_scope_name", "otel_scope_version")),
        overrides=[of_name("Of all epochs", unit="percentunit", custom__cellOptions={"type": "gauge", "mode": "basic"}, min=0, max=1),
                   of_name("Training loss", decimals=4), of_name("Validation score", decimals=4)], sort="Thread"))
    return b.json()
