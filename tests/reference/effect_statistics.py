"""Reference values of tests/Core/Statistics, made with numpy and scipy.

Run: /usr/bin/python3 tests/reference/effect_statistics.py
Writes tests/reference/data/statistics.json.
(Not called statistics.py, which would hide the standard module of that name from every script beside it.)
"""
import json
import pathlib
import sys

import numpy
import scipy
from scipy import stats

# A 3 x 2 full factorial with 3 replicates, with an interaction and uneven noise; None diverged.
LEVELS_A, LEVELS_B, REPLICATES = 3, 2, 3
VALUES = [
    [[0.31, 0.35, 0.29], [0.42, 0.47, 0.44]],
    [[0.62, 0.55, None], [0.71, 0.66, 0.78]],
    [[0.40, 0.37, 0.52], [None, None, 0.49]],
]


def interval(estimate, error, degrees):
    half = stats.t.ppf(0.975, degrees) * error
    return [estimate - half, estimate + half]


def mean(values):
    values = numpy.array(values)
    error = stats.sem(values)
    return {"count": len(values), "mean": values.mean(), "standard_error": error,
            "confidence": interval(values.mean(), error, len(values) - 1), "median": numpy.median(values)}


def share(groups):
    every = numpy.concatenate(groups)
    between = sum(len(g) * (numpy.mean(g) - every.mean()) ** 2 for g in groups)
    within = sum(((numpy.array(g) - numpy.mean(g)) ** 2).sum() for g in groups)
    k, n = len(groups), len(every)
    f = (between / (k - 1)) / (within / (n - k))
    assert abs(f - stats.f_oneway(*groups).statistic) < 1e-9
    return {"eta_squared": between / (between + within), "omega_squared": (k - 1) * (f - 1) / ((k - 1) * (f - 1) + n)}


def paired(one, two):
    differences = [x - y for x, y in zip(one, two) if x is not None and y is not None]
    return mean(differences)


def welch(one, two):
    va, vb = stats.sem(one) ** 2, stats.sem(two) ** 2
    error = numpy.sqrt(va + vb)
    difference = numpy.mean(one) - numpy.mean(two)
    assert abs(difference / error - stats.ttest_ind(one, two, equal_var=False).statistic) < 1e-9
    degrees = (va + vb) ** 2 / (va ** 2 / (len(one) - 1) + vb ** 2 / (len(two) - 1))
    return {"difference": difference, "standard_error": error, "confidence": interval(difference, error, degrees)}


by_a = [[v for b in a for v in b] for a in VALUES]
by_b = [[v for a in VALUES for v in a[b]] for b in range(LEVELS_B)]
known = lambda values: [v for v in values if v is not None]
wilson = []
for hits, trials in [(0, 6), (2, 6), (6, 6), (1, 1), (37, 1000)]:
    ci = stats.binomtest(hits, trials).proportion_ci(0.95, method="wilson")
    wilson.append({"hits": hits, "trials": trials, "confidence": [ci.low, ci.high]})

result = {
    "versions": {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__},
    "values": VALUES,
    "levels_a": [mean(known(v)) for v in by_a],
    "levels_b": [mean(known(v)) for v in by_b],
    "paired_a_versus_0": [paired(by_a[1], by_a[0]), paired(by_a[2], by_a[0])],
    "welch_a_versus_0": [welch(known(by_a[1]), known(by_a[0])), welch(known(by_a[2]), known(by_a[0]))],
    "share_a": share([known(v) for v in by_a]),
    "share_b": share([known(v) for v in by_b]),
    "wilson": wilson,
}
path = pathlib.Path(__file__).parent / "data" / "statistics.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(result, indent=2, default=float) + "\n")
