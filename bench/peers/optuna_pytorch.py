#!/usr/bin/python3
"""Optuna over the PyTorch trial: GridSampler, one SQLite record, several processes."""
import os
import tempfile
from pathlib import Path
from statistics import mean

import optuna

from torch_trial import DigitsTrial
from workloads import Combination, arguments, combinations, flop, report, share_out

optuna.logging.set_verbosity(optuna.logging.WARNING)
URL, COMBOS, REPORT = "SWEEP_PEER_URL", "SWEEP_PEER_COMBOS", "SWEEP_PEER_REPORT"


def load():
    # Combinations go by their number, so that a subset of the grid is a grid as well.
    count = int(os.environ[COMBOS])
    return optuna.load_study(study_name="peer", storage=os.environ[URL], sampler=optuna.samplers.GridSampler({"combination": list(range(count))}))


def prepare():
    trial = DigitsTrial()
    trial.run(Combination("relu", "he_normal", 0.3, 1e-4, 1.0), 1)
    return trial, load(), combinations(int(os.environ[COMBOS])), bool(os.environ[REPORT])


def work(state, epochs):
    data, study, chosen, reports = state

    def objective(trial):
        combination = chosen[trial.suggest_int("combination", 0, len(chosen) - 1)]
        told = (lambda epoch, accuracy, _: trial.report(accuracy, epoch)) if reports else None
        return data.run(combination, epochs, told)[0][-1]

    # The sampler itself ends the study when the grid is done.
    study.optimize(objective)
    return None


def main():
    options = arguments(__doc__, "A", report={"action": "store_true", "help": "record each epoch's accuracy too"})
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {URL: f"sqlite:///{Path(folder) / 'optuna.db'}", COMBOS: str(options.combos), REPORT: "1" if options.report else ""}
        optuna.create_study(study_name="peer", storage=os.environ[URL], direction="maximize")
        _, seconds = share_out(options.processes, prepare, work, [options.epochs] * options.processes)
        done = [t for t in load().get_trials(deepcopy=False) if t.state == optuna.trial.TrialState.COMPLETE]
    distinct = {t.params["combination"] for t in done}
    if len(distinct) != options.combos:
        raise SystemExit(f"Optuna ran {len(distinct)} of {options.combos} combinations.")
    data = DigitsTrial()
    arithmetic = flop("A", len(data.x), len(data.validation_x)) * options.epochs * len(done)
    report("optuna_pytorch", "A", options.combos, seconds, arithmetic, accuracy=round(mean(t.value for t in done), 4), repeated=len(done) - len(distinct))


if __name__ == "__main__":
    main()
