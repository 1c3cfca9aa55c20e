"""All sweeps on all silos."""

from board import Board
from panels import (BLUE, GREEN, GREY, ORANGE, RED, YELLOW, colour, joined, lines, mapped, of_name, of_query, query, shaded, stat, states, table, thresholds)
from sweep import PHASES, phase

LINK = [{"title": "Open ${__data.fields.Sweep}", "targetBlank": False,
         "url": "/d/sweep-sweep?var-datasource=${datasource}&${job:queryparam}&var-sweep=${__data.fields.Sweep}&${__url_time_range}"}]


def by_sweep(metric, more=""):
    return f"max by (job, sweep) ({metric}{{@silo{more}}})"


def board():
    b = Board("sweep-fleet", "Fleet", "All sweeps, and whether anything is wrong.", ["datasource", "job", "instance"], "@silo")
    b.line(
        stat("Sweeps", "Sweeps that run, and those that rest or end.", "none", [
            query(f'count({by_sweep("sweep_phase", more=", phase=" + chr(34) + "running" + chr(34))} == 1) or vector(0)', "running"),
            query(f'count({by_sweep("sweep_phase", more=", phase=" + chr(34) + "running" + chr(34))} == 0) or vector(0)', "other"),
        ]),
        stat("Alerts", "Alerts that fire, by severity; the runbook says what to do.", "none", [
            query('count(ALERTS{alertname=~"Sweep.+", alertstate="firing", severity="critical", job=~"$job"}) or vector(0)', "critical"),
            query('count(ALERTS{alertname=~"Sweep.+", alertstate="firing", severity!="critical", job=~"$job"}) or vector(0)', "other"),
        ], overrides=[of_query("A", thresholds=thresholds(GREEN, (1, RED))), of_query("B", thresholds=thresholds(GREEN, (1, YELLOW)))]),
        stat("Results", "Trials that got their result: a second now, and in the time shown.", "ops", [
            query("sum(rate(sweep_trials_finished_total{@silo}[$__rate_interval]))", "now"),
            query("sum(increase(sweep_trials_finished_total{@silo}[$__range]))", "in all", instant=True),
        ], overrides=[of_query("B", unit="short", decimals=0)]),
        stat("Slots", "Training threads that train, of all.", "none", [
            query("sum(sweep_workers_busy{@silo})", "busy"),
            query("sum(sweep_workers{@silo})", "of"),
        ]),
    )
    b.line(table("All sweeps", "Sweeps that silos run or follow now. A click on a name opens the sweep.", "none", [
        query(phase("@silo", "job, sweep"), table=True),
        query(by_sweep("sweep_progress_ratio"), table=True),
        query(f'{by_sweep("sweep_end_estimate_timestamp_seconds")} - time()', table=True),
        query(by_sweep("sweep_objective_best"), table=True),
        query("sum by (job, sweep) (rate(sweep_trials_finished_total{@silo}[$__rate_interval]))", table=True),
        query(f'{by_sweep("sweep_trials", more=", state=" + chr(34) + "diverged" + chr(34))} / (sum by (job, sweep) (max by (job, sweep, state) '
              '(sweep_trials{@silo, state=~"completed|diverged|failed|stopped"})) > 0)', table=True),
        query(by_sweep("sweep_trials", more=', state="failed"'), table=True),
    ], height=8, transformations=joined(("sweep", "Sweep"), ("Value #A", "Phase"), ("Value #B", "Progress"), ("Value #C", "Left"), ("Value #D", "Best"), ("Value #E", "Results/s"),
                                         ("Value #F", "Diverged"), ("Value #G", "Failed"), ("job", "Job")), overrides=[
        of_name("Sweep", links=LINK), of_name("Phase", mappings=mapped(PHASES), custom__cellOptions={"type": "color-text"}),
        of_name("Progress", unit="percentunit", min=0, max=1, custom__cellOptions={"type": "gauge", "mode": "basic"}, custom__minWidth=120), of_name("Left", unit="s", decimals=0),
        of_name("Best", decimals=4), of_name("Results/s", unit="ops"),
        of_name("Diverged", unit="percentunit", decimals=0, custom__cellOptions=shaded(), thresholds=thresholds(GREEN, (0.25, YELLOW), (0.5, RED))),
        of_name("Failed", thresholds=thresholds(GREEN, (1, RED)), custom__cellOptions={"type": "color-text"})], sort="Sweep"))
    b.line(table("Alerts that fire", "Each has a paragraph in docs/runbook.md. Empty is good.", "none",
                 [query('max by (alertname, severity, job, instance, sweep, activation) (ALERTS{alertname=~"Sweep.+", alertstate="firing", job=~"$job"})', table=True)], height=6,
                 transformations=joined(("alertname", "Alert"), ("severity", "Severity"), ("sweep", "Sweep"), ("instance", "Instance"), ("activation", "Activation"), ("job", "Job"),
                                        hidden=("Time", "Value")),
                 overrides=[of_name("Severity", custom__cellOptions={"type": "color-text"}, mappings=[{"type": "value", "options": {
                     "critical": {"color": RED, "index": 0, "text": "critical"}, "warning": {"color": ORANGE, "index": 1, "text": "warning"}, "info": {"color": BLUE, "index": 2, "text": "info"}}}])]))
    b.line(
        lines("Progress", "Share of each sweep's trials that have their result.", "percentunit", [query(f'max by (sweep) (sweep_progress_ratio{{@silo}})', "{{sweep}}")], max=1),
        lines("Results a second", "Trials that got their result, by sweep.", "ops",
              [query("sum by (sweep) (rate(sweep_trials_finished_total{@silo}[$__rate_interval]))", "{{sweep}}")], stack=True),
    )
    b.line(states("Phases", "What each sweep was about. Where there is no colour, no silo ran it.", "none", [query(phase("@silo", "sweep"), "{{sweep}}")], height=7, mappings=mapped(PHASES)))
    b.line(
        lines("Slots and pending trials", "Training threads, those that train, and pending trials.", "none", [
            query("sum(sweep_workers{@silo})", "slots"),
            query("sum(sweep_workers_busy{@silo})", "busy"),
            query('sum(max by (job, sweep) (sweep_trials{@silo, state="pending"}))', "trials pending"),
        ], log=True, overrides=[colour("slots", GREY), colour("busy", GREEN), colour("trials pending", BLUE)]),
        lines("Floating-point operations", "Of the matrix products in training, 2mnk each, by sweep.", "flops",
              [query("sum by (sweep) (rate(sweep_training_flops_total{@silo}[$__rate_interval]))", "{{sweep}}")], stack=True),
    )
    return b.json()
