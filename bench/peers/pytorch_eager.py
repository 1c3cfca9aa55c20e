#!/usr/bin/python3
"""PyTorch, one trial at a time in each process."""
from statistics import mean

from torch_trial import BATCH, DigitsTrial, run_steps
from workloads import Combination, arguments, combinations, flop, report, share_out


def prepare():
    trial = DigitsTrial()
    trial.run(Combination("relu", "he_normal", 0.3, 1e-4, 1.0), 1)
    return trial


def work(trial, task):
    combination, epochs = task
    accuracies, steps = trial.run(combination, epochs)
    return accuracies[-1], float(steps.norms.sum())


def main():
    options = arguments(__doc__)
    if options.workload != "A":
        seconds = run_steps(options.workload, options.steps)
        report("pytorch_eager", options.workload, 1, seconds, flop(options.workload, options.steps * BATCH[options.workload]), steps=options.steps)
        return
    tasks = [(c, options.epochs) for c in combinations(options.combos)]
    outcomes, seconds = share_out(options.processes, prepare, work, tasks)
    trial = DigitsTrial()
    arithmetic = flop("A", len(trial.x), len(trial.validation_x)) * options.epochs * len(tasks)
    report("pytorch_eager", "A", len(tasks), seconds, arithmetic, accuracy=round(mean(o[0] for o in outcomes), 4))


if __name__ == "__main__":
    main()
