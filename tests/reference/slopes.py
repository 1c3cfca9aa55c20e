"""The greatest derivative of every activation of src/Core/Configuration/Activation.cs, by SciPy's bounded minimiser from the best point of a grid."""
import json
import platform

import numpy as np
import scipy
from scipy import optimize, special

from common import FOLDER

SELU_ALPHA, SELU_SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
C = np.sqrt(2 / np.pi)


def gelu_tanh(x):
    t = np.tanh(C * (x + 0.044715 * x ** 3))
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * C * (1 + 3 * 0.044715 * x * x)


DERIVATIVES = {
    "sigmoid": lambda x: special.expit(x) * special.expit(-x),
    "tanh": lambda x: 1 / np.cosh(x) ** 2,
    "elu": lambda x: np.where(x > 0, 1.0, np.exp(np.minimum(x, 0))),
    "selu": lambda x: SELU_SCALE * np.where(x > 0, 1.0, SELU_ALPHA * np.exp(np.minimum(x, 0))),
    "gelu": lambda x: special.ndtr(x) + x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi),
    "gelu_tanh": gelu_tanh,
    "silu": lambda x: special.expit(x) * (1 + x * special.expit(-x)),
    "softplus": special.expit,
}


def greatest(derivative):
    grid = np.linspace(-40, 40, 160_001)
    best = grid[np.argmax(derivative(grid))]
    found = optimize.minimize_scalar(lambda x: -derivative(x), bounds=(best - 1e-3, best + 1e-3), method="bounded", options={"xatol": 1e-13})
    return float(max(-found.fun, derivative(best)))


path = FOLDER / "slopes.json"
content = {"versions": {"python": platform.python_version(), "scipy": scipy.__version__, "numpy": np.__version__}}
content["greatest"] = {name: float(f"{greatest(derivative):.12g}") for name, derivative in DERIVATIVES.items()}
path.write_text(json.dumps(content, indent=1) + "\n")
print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
