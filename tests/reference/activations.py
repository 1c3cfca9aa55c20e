"""Every activation of src/Core/Configuration/Activation.cs: value and derivative in float64, rounded to float32."""
import numpy as np
import torch
import torch.nn.functional as F

from common import single_exact, singles, write

SELU_ALPHA, SELU_SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946


def elu(x, alpha):
    return torch.where(x > 0, x, alpha * torch.expm1(torch.clamp(x, max=0)))


# ELU, SELU and GELU are written without the cancellation that PyTorch's formulas suffer; main() compares them with PyTorch.
FUNCTIONS = {
    "sigmoid": lambda x, p: torch.sigmoid(x),
    "tanh": lambda x, p: torch.tanh(x),
    "relu": lambda x, p: torch.relu(x),
    "leaky_relu": lambda x, p: F.leaky_relu(x, p["slope"]),
    "prelu": lambda x, p: F.prelu(x, p["weight"] if "weight" in p else torch.tensor([p["slope"]], dtype=x.dtype)),
    "elu": lambda x, p: elu(x, p["alpha"]),
    "selu": lambda x, p: SELU_SCALE * elu(x, SELU_ALPHA),
    "gelu": lambda x, p: 0.5 * x * torch.erfc(-x * 0.5 ** 0.5),
    "gelu_tanh": lambda x, p: x * torch.sigmoid(2 * (2 / np.pi) ** 0.5 * (x + 0.044715 * x ** 3)),
    "silu": lambda x, p: F.silu(x),
    # The threshold beyond which PyTorch takes x itself is set where float64 cannot tell the two apart.
    "softplus": lambda x, p: F.softplus(x, threshold=40),
    "hard_tanh": lambda x, p: F.hardtanh(x),
    "identity": lambda x, p: x * 1,
}
DEFAULTS = {"leaky_relu": {"slope": 0.01}, "prelu": {"slope": 0.25}, "elu": {"alpha": 1.0}}


def grid():
    extremes = [0.0, 1e-30, 1e-6, 0.5, 1, 3, 20, 88, 100]
    rng = np.random.Generator(np.random.Philox(1))
    inner = np.concatenate([np.linspace(-8, 8, 129), rng.normal(0, 3, 60), rng.uniform(-90, 90, 30)])
    return single_exact(np.concatenate([[-e for e in extremes], extremes, inner]))


def case(name, parameters, x):
    leaf = torch.tensor(x, requires_grad=True)
    given = dict(parameters)
    if name == "prelu":
        given["weight"] = torch.tensor([parameters["slope"]], dtype=torch.float64, requires_grad=True)
    y = FUNCTIONS[name](leaf, given)
    y.sum().backward()
    result = {"name": name, "parameters": parameters, "y": singles(y), "derivative": singles(leaf.grad)}
    if name == "prelu":
        result["slope_derivative"] = singles(np.where(x > 0, 0.0, x))
        assert np.isclose(given["weight"].grad.item(), np.where(x > 0, 0.0, x).sum())
    return result


def main():
    x = grid()
    t = torch.tensor(x)
    for name, theirs in (("elu", F.elu(t)), ("selu", F.selu(t)), ("gelu", F.gelu(t)), ("gelu_tanh", F.gelu(t, approximate="tanh"))):
        assert torch.allclose(FUNCTIONS[name](t, {"alpha": 1.0}), theirs, rtol=1e-9, atol=1e-13), name
    cases = [case(n, DEFAULTS.get(n, {}), x) for n in FUNCTIONS]
    cases += [case("leaky_relu", {"slope": 0.0}, x), case("leaky_relu", {"slope": 0.3}, x), case("prelu", {"slope": 0.05}, x), case("elu", {"alpha": 0.4}, x)]
    write("activations", {"x": singles(x), "cases": cases})


if __name__ == "__main__":
    main()
