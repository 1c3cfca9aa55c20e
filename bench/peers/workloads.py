"""What all contestants share: the workloads, their data, the count of arithmetic, the clock."""
import argparse
import csv
import itertools
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np

DIGITS = Path(__file__).resolve().parents[2] / "src/Training/Data/Embedded/digits.csv"
LEARNING_RATE, MOMENTUM, EPOCHS = 0.05, 0.9, 20
WIDTHS = {"A": [64, 128, 128, 128, 10], "B": [784, 1024, 1024, 10], "C": [64] + [64] * 20 + [10]}
BATCH = {"A": 32, "B": 128, "C": 32}
STEPS = {"B": 100, "C": 10000}


@dataclass(frozen=True)
class Combination:
    activation: str
    init: str
    dropout: float
    l2: float
    clip: float  # 0 for none


def combinations(count):
    """The 120 combinations of workload A, or every n-th of them for a quick run."""
    everything = [Combination(*c) for c in itertools.product(
        ("sigmoid", "tanh", "relu", "leaky_relu", "elu"), ("xavier_uniform", "he_normal", "normal"), (0.0, 0.3), (0.0, 1e-4), (0.0, 1.0))]
    step = len(everything) / count
    return [everything[int(i * step)] for i in range(count)]


def digits(seed=0):
    """Train, validation and test sets of digits: 60/20/20, stratified, standardised on the training rows."""
    with DIGITS.open() as file:
        rows = np.array(list(csv.reader(file)), dtype=np.float32)
    x, y = rows[:, :-1], rows[:, -1].astype(np.int64)
    rng = np.random.default_rng(seed)
    parts = ([], [], [])
    for label in range(10):
        at = rng.permutation(np.flatnonzero(y == label))
        fifth = round(len(at) / 5)
        for part, chosen in zip(parts, (at[2 * fifth:], at[:fifth], at[fifth:2 * fifth])):
            part.extend(chosen)
    train = np.sort(parts[0])
    mean, deviation = x[train].mean(0), x[train].std(0)
    x = np.where(deviation > 0, (x - mean) / np.where(deviation > 0, deviation, 1), 0).astype(np.float32)
    return [(np.ascontiguousarray(x[np.sort(p)]), y[np.sort(p)]) for p in parts]


def noise(workload, batches, seed=0):
    """Standard normal inputs and random classes for B and C: batches to be used in turn."""
    rng = np.random.default_rng(seed)
    rows = batches * BATCH[workload]
    return rng.standard_normal((rows, WIDTHS[workload][0]), dtype=np.float32), rng.integers(0, 10, rows)


def flop(workload, samples, validated=0):
    """Multiplications and additions of the matrix products: forward, and backward without the first layer's input gradient."""
    widths = WIDTHS[workload]
    weights = sum(a * b for a, b in zip(widths, widths[1:]))
    return samples * (6 * weights - 2 * widths[0] * widths[1]) + validated * 2 * weights


def arguments(description, workloads="ABC", **more):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("workload", choices=list(workloads))
    parser.add_argument("--combos", type=int, default=120, help="combinations of workload A")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="epochs of workload A")
    parser.add_argument("--steps", type=int, help="steps of workload B or C")
    parser.add_argument("--processes", type=int, default=2, help="processes for workload A, one thread each")
    for name, options in more.items():
        parser.add_argument(f"--{name}", **options)
    parsed = parser.parse_args()
    if parsed.steps is None:
        parsed.steps = STEPS.get(parsed.workload)
    return parsed


def report(contestant, workload, trials, seconds, arithmetic, **more):
    """The one line that compare.py reads."""
    print(json.dumps({"contestant": contestant, "workload": workload, "trials": trials, "seconds": round(seconds, 4),
                      "gflops": round(arithmetic / seconds / 1e9, 3), **more}), flush=True)


def share_out(processes, prepare, work, tasks):
    """
    Runs tasks in processes, longest first. The clock starts when every process has imported what it needs, prepared, and
    warmed up; it stops when the last result is in. prepare() returns the state that work(state, task) gets.
    """
    import multiprocessing as mp
    context = mp.get_context("spawn")
    ready, queue, results = context.Barrier(processes + 1), context.SimpleQueue(), context.SimpleQueue()
    for task in list(tasks) + [None] * processes:
        queue.put(task)
    workers = [context.Process(target=_worker, args=(ready, queue, results, prepare, work), daemon=True) for _ in range(processes)]
    for worker in workers:
        worker.start()
    ready.wait(timeout=300)
    start = time.perf_counter()
    outcomes = [results.get() for _ in tasks]
    seconds = time.perf_counter() - start
    for worker in workers:
        worker.join()
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return outcomes, seconds


def _worker(ready, queue, results, prepare, work):
    state = prepare()
    ready.wait()
    while (task := queue.get()) is not None:
        try:
            results.put(work(state, task))
        except Exception as error:  # told to the parent, which raises it
            results.put(error)
