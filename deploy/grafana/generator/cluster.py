"""Silos: their slots, grains, record, telemetry and runtime."""

from board import Board
from panels import (GREEN, GREY, ORANGE, RED, YELLOW, colour, heatmap, lines, mapped, query, ranged, stat, states, thresholds)


def quantile(q, metric, by=""):
    return f"histogram_quantile({q}, sum by ({by}le) (rate({metric}_bucket{{@silo}}[$__rate_interval])))"


def quantiles(metric):
    return [query(quantile(0.5, metric), "half"), query(quantile(0.99, metric), "99 %")]


def rate(metric, by="", more=""):
    group = f" by ({by})" if by else ""
    return f"sum{group} (rate({metric}{{@silo{more}}}[$__rate_interval]))"


def board():
    b = Board("sweep-cluster", "Cluster", "Silos: slots, grains, record, telemetry, runtime.", ["datasource", "job", "instance"], "@silo")
    b.line(
        stat("Silos", "Silos that answer Prometheus, of all that it knows.", "none", [
            query("sum(up{@silo})", "up"),
            query("count(up{@silo})", "of"),
        ]),
        stat("Slots", "Training threads that train, of all.", "none", [
            query("sum(sweep_workers_busy{@silo})", "busy"),
            query("sum(sweep_workers{@silo})", "of"),
        ]),
        stat("Waiting", "Trials handed to silos that wait for a thread, and all that are pending.", "none", [
            query("sum(sweep_queue_length{@silo})", "queued"),
            query('sum(max by (job, sweep) (sweep_trials{@silo, state="pending"}))', "pending"),
        ]),
        stat("Trouble", "Calls that timed out, and writes of superseded attempts that were refused, in the time shown.", "short", [
            query("sum(increase(sweep_grain_timeouts_total{@silo}[$__range]))", "timeouts", instant=True),
            query("sum(increase(sweep_store_stale_writes_total{@silo}[$__range]))", "stale writes", instant=True),
        ], thresholds=thresholds(GREEN, (1, YELLOW)), decimals=0),
    )
    b.line(states("Silos that answer", "Whether each silo answers Prometheus.", "none", [query("max by (instance) (up{@silo})", "{{instance}}")], height=5,
                  mappings=mapped([(1, "up", GREEN), (0, "lost", RED)])))
    b.line(
        states("Busy slots", "Share of each silo's training threads that train.", "percentunit",
               [query("max by (instance) (sweep_workers_busy{@silo}) / max by (instance) (sweep_workers{@silo})", "{{instance}}")], width=12, height=8,
               mappings=ranged((None, "none", GREY), (0.001, "some", ORANGE), (0.5, "half or more", YELLOW), (1, "all", GREEN))),
        lines("Queue", "Trials handed to each silo that wait for a thread there.", "none", [query("max by (instance) (sweep_queue_length{@silo})", "{{instance}}")]),
    )
    b.line(lines("Worker processes", "Worker processes started, and those that ended though nobody had let them go, by cause. Silos that train in threads alone have none.", "none", [
        query("sum(increase(sweep_worker_process_starts_total{@silo}[$__rate_interval]))", "started"),
        query("sum by (cause) (increase(sweep_worker_process_exits_total{@silo}[$__rate_interval]))", "{{cause}}"),
    ], width=24))
    b.row("Grains")
    b.line(
        lines("Turns by grain", "Time that one turn of a grain held its thread, 99 % of turns are shorter. They are made to take less than 0.01 s. In the cluster build Orleans times them itself, see below.", "s",
              [query(quantile(0.99, "sweep_grain_turn_duration_seconds", "grain, "), "{{grain}}")], log=True),
        heatmap("Turns", "Time that one turn of a grain held its thread. Empty in the cluster build.", "s", rate("sweep_grain_turn_duration_seconds_bucket", "le"), width=12, height=8),
    )
    b.line(
        lines("Messages", "Calls sent to grains, and those whose caller gave up waiting. In the cluster build Orleans counts calls itself, see below.", "ops", [
            query(rate("sweep_grain_calls_total"), "calls"),
            query(rate("sweep_grain_timeouts_total"), "timeouts"),
        ], overrides=[colour("timeouts", RED)]),
        lines("Activations", "Grains in memory. In the cluster build Orleans counts them itself, see below.", "none",
              [query("max by (instance) (sweep_grain_activations{@silo})", "{{instance}}")]),
    )
    b.row("Record and telemetry")
    b.line(
        lines("Commits", "Time of one commit to the record.", "s", quantiles("sweep_store_commit_duration_seconds"), log=True),
        lines("Writes", "Commits a second, writes in them, and stale writes refused.", "ops", [
            query(rate("sweep_store_commit_duration_seconds_count"), "commits"),
            query(rate("sweep_store_batch_size_sum"), "writes"),
            query(rate("sweep_store_stale_writes_total"), "stale"),
        ], overrides=[colour("stale", ORANGE)]),
    )
    b.line(
        lines("Writes in one commit", "Half of the commits have fewer; 99 % have fewer.", "none", quantiles("sweep_store_batch_size")),
        lines("Telemetry lag", "Time from a snapshot of a silo's totals to the aggregators' answers.", "s", quantiles("sweep_telemetry_lag_seconds"), log=True),
    )
    b.line(
        lines("Checkpoints: time", "Time that saving a training took, until the record had its state. Empty where sweeps save nothing.", "s", quantiles("sweep_checkpoint_duration_seconds")),
        lines("Checkpoints: size", "Mean size of a saved state. Empty where sweeps save nothing.", "bytes",
              [query(f'{rate("sweep_checkpoint_size_bytes_sum")} / ({rate("sweep_checkpoint_size_bytes_count")} > 0)', "mean")]),
    )
    b.line(
        lines("Left out of telemetry", "Series beyond their bound, measurements that say other, and gauges that could not be read. 0 is good.", "ops", [
            query(rate("sweep_telemetry_dropped_total", "reason"), "dropped: {{reason}}"),
            query(rate("sweep_telemetry_folded_total", "label"), "folded: {{label}}"),
            query(rate("sweep_telemetry_snapshot_errors_total"), "not read"),
        ]),
        lines("Scrapes", "Time that Prometheus needs for a scrape.", "s", [query("max by (instance) (scrape_duration_seconds{@silo})", "{{instance}}")]),
    )
    b.row(".NET runtime")
    b.line(
        lines("Processors", "Processors that each silo uses, and may use.", "none", [
            query("sum by (instance) (rate(dotnet_process_cpu_time_seconds_total{@silo}[$__rate_interval]))", "{{instance}}"),
            query("max by (instance) (dotnet_process_cpus{@silo})", "{{instance}} may use"),
        ]),
        lines("Memory", "Physical memory of each process, and the managed heap in it.", "bytes", [
            query("max by (instance) (dotnet_process_memory_working_set_bytes{@silo})", "{{instance}}"),
            query("sum by (instance) (dotnet_gc_last_collection_heap_size_bytes{@silo})", "{{instance}} heap"),
        ]),
    )
    b.line(
        lines("Garbage collection", "Share of time that collections paused the process.", "percentunit",
              [query("sum by (instance) (rate(dotnet_gc_pause_time_seconds_total{@silo}[$__rate_interval]))", "{{instance}}")]),
        lines("Allocation", "Bytes a second allocated on the managed heap.", "Bps",
              [query("sum by (instance) (rate(dotnet_gc_heap_total_allocated_bytes_total{@silo}[$__rate_interval]))", "{{instance}}")]),
    )
    b.line(
        lines("Thread pool", "Threads, and work that waits for one. Trainings have threads of their own.", "none", [
            query("max by (instance) (dotnet_thread_pool_thread_count_total{@silo})", "{{instance}} threads"),
            query("max by (instance) (dotnet_thread_pool_queue_length_total{@silo})", "{{instance}} waiting"),
        ]),
        lines("Locks and exceptions", "Waits for a lock that another thread held, and exceptions thrown, caught ones included.", "ops", [
            query("sum by (instance) (rate(dotnet_monitor_lock_contentions_total{@silo}[$__rate_interval]))", "{{instance}} lock waits"),
            query("sum by (instance) (rate(dotnet_exceptions_total{@silo}[$__rate_interval]))", "{{instance}} exceptions"),
        ]),
    )
    only = " Of Orleans' own meter, which the cluster build alone has."

    def latency(part):
        """Its name differs by Orleans' version."""
        return f'sum(rate({{__name__=~"orleans_app_requests_latency(_milliseconds)?_{part}(_total)?", @silo}}[$__rate_interval]))'

    b.folded("Orleans (cluster build only)", [
        lines("Orleans: calls", "Calls to grains a second, and those that timed out." + only, "ops", [
            query(latency("count"), "calls"),
            query(rate("orleans_app_requests_timedout_total"), "timeouts"),
        ], overrides=[colour("timeouts", RED)]),
        lines("Orleans: latency of calls", "Mean time from a call to its answer." + only, "ms", [query(f'{latency("sum")} / ({latency("count")} > 0)', "mean")]),
    ], [
        lines("Orleans: activations", "Grains in memory." + only, "none", [query('sum by (instance) (orleans_catalog_activations{@silo, grain_type!~"sys.*"})', "{{instance}}")]),
        lines("Orleans: long turns", "Turns of grains that took longer than Orleans' threshold." + only, "ops",
              [query(rate("orleans_scheduler_long_running_turns_total", "instance"), "{{instance}}")]),
    ], [
        lines("Orleans: messages lost", "Messages that expired, were rejected, or could not be sent." + only, "ops", [
            query(rate("orleans_messaging_expired_total"), "expired"),
            query(rate("orleans_messaging_rejected_total"), "rejected"),
            query(rate("orleans_messaging_sent_failed_total"), "not sent"),
        ], width=24),
    ])
    return b.json()
