"""Reference values of tests/Core/Statistics that R's base does not have, made with numpy and scipy; effects.R makes the others.

Run: /usr/bin/python3 tests/reference/effect_statistics.py
Writes tests/reference/data/statistics.json.
(Not called statistics.py, which would hide the standard module of that name from every script beside it.)
"""
import json
import pathlib
import sys

import numpy
import scipy
from scipy import integrate, stats

VALUES = [0.31, 0.35, 0.29, 0.42, 0.47, 0.44]

# Lopsided, as differences are where a few seeds fail.
SKEWED = [0.02, 0.01, 0.03, 0.05, 0.04, 0.02, 0.9, 0.06, 0.03, 0.3, 0.05, 0.02]
SYMMETRIC = [-1.2, 0.4, 0.9, -0.3, 1.1, -0.8, 0.2, -0.1, 0.6, -0.7]


def mean(values):
    values = numpy.array(values)
    error = stats.sem(values)
    half = stats.t.ppf(0.975, len(values) - 1) * error
    return {"values": list(values), "count": len(values), "mean": values.mean(), "standard_error": error,
            "confidence": [values.mean() - half, values.mean() + half], "median": numpy.median(values)}


def bca(values, resamples):
    """The interval of the mean by scipy's own BCa, its resamples given."""
    values = numpy.array(values)
    n = len(values)
    replicates = values[resamples].mean(axis=1)
    jackknife = (values.sum() - values) / (n - 1)
    low, high, _ = scipy.stats._resampling._bca_interval(
        (values,), lambda x, axis=-1: numpy.mean(x, axis=axis), -1, 0.025, replicates, None)
    return {"estimate": values.mean(), "jackknife": list(jackknife), "replicates": list(replicates),
            "confidence": [numpy.percentile(replicates, 100 * low), numpy.percentile(replicates, 100 * high)]}


def many(values):
    """The same interval from so many resamples that chance is small."""
    found = stats.bootstrap((numpy.array(values),), numpy.mean, n_resamples=200_000, batch=10_000, method="BCa", random_state=7)
    return {"values": values, "confidence": [found.confidence_interval.low, found.confidence_interval.high]}


def normal_range(q, k):
    """P(range of k normals <= q) by adaptive quadrature: ptukey strays by 1e-6 for many groups."""
    return k * integrate.quad(lambda z: stats.norm.pdf(z) * (stats.norm.cdf(z) - stats.norm.cdf(z - q)) ** (k - 1),
                              -9, 9, epsabs=1e-14, epsrel=1e-13, limit=500)[0]


wilson = []
for hits, trials in [(0, 6), (2, 6), (6, 6), (1, 1), (37, 1000)]:
    ci = stats.binomtest(hits, trials).proportion_ci(0.95, method="wilson")
    wilson.append({"hits": hits, "trials": trials, "confidence": [ci.low, ci.high]})

random = numpy.random.default_rng(20260703)
result = {
    "versions": {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__},
    "mean": mean(VALUES),
    "wilson": wilson,
    "range": [{"q": q, "groups": k, "p": normal_range(q, k)} for k in (2, 3, 5, 10, 40) for q in (0.5, 2, 3.5, 5)],
    "skewness": [{"values": v, "p": stats.skewtest(v).pvalue} for v in (SKEWED, SYMMETRIC)],
    "bca": [bca(v, random.integers(0, len(v), (400, len(v)))) for v in (SKEWED, SYMMETRIC)],
    "bca_many": [many(v) for v in (SKEWED, SYMMETRIC)],
}
path = pathlib.Path(__file__).parent / "data" / "statistics.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(result, indent=2, default=float) + "\n")
