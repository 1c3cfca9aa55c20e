#!/usr/bin/python3
"""
scikit-learn's MLPClassifier. It knows neither leaky ReLU nor ELU (ReLU stands in), nor dropout, clipping or the choice of
initialisation (left out), and measures nothing on the way: it has less to do than all others.
"""
import time
import warnings
from statistics import mean

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from workloads import BATCH, LEARNING_RATE, MOMENTUM, WIDTHS, Combination, arguments, combinations, digits, flop, noise, report, share_out

warnings.simplefilter("ignore", ConvergenceWarning)
ACTIVATIONS = {"sigmoid": "logistic", "tanh": "tanh"}


def network(workload, combination, epochs, rows):
    return MLPClassifier(
        WIDTHS[workload][1:-1], activation=ACTIVATIONS.get(combination.activation, "relu"), solver="sgd",
        # scikit-learn divides alpha by the rows of a batch.
        alpha=combination.l2 * BATCH[workload],
        batch_size=min(BATCH[workload], rows), learning_rate_init=LEARNING_RATE, momentum=MOMENTUM, nesterovs_momentum=False, max_iter=epochs,
        tol=0, n_iter_no_change=epochs + 1, shuffle=True, random_state=0)


def prepare():
    train, validation, _ = digits()
    network("A", Combination("relu", "", 0, 0, 0), 1, len(train[0])).fit(*train)
    return train, validation


def work(data, task):
    combination, epochs = task
    (x, y), (validation_x, validation_y) = data
    return network("A", combination, epochs, len(x)).fit(x, y).score(validation_x, validation_y)


def main():
    options = arguments(__doc__)
    if options.workload != "A":
        # One epoch over as many rows as the steps take.
        x, y = noise(options.workload, options.steps)
        model = network(options.workload, Combination("relu", "", 0, 0, 0), 1, len(x))
        model.fit(x[:640], y[:640])
        start = time.perf_counter()
        model.fit(x, y)
        seconds = time.perf_counter() - start
        report("sklearn_mlp", options.workload, 1, seconds, flop(options.workload, len(x)), steps=options.steps)
        return
    tasks = [(c, options.epochs) for c in combinations(options.combos)]
    accuracies, seconds = share_out(options.processes, prepare, work, tasks)
    rows = len(digits()[0][0])
    report("sklearn_mlp", "A", len(tasks), seconds, flop("A", rows) * options.epochs * len(tasks), accuracy=round(mean(accuracies), 4))


if __name__ == "__main__":
    main()
