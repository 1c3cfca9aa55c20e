"""Batch and layer normalisation: alone, and before and after the activation of a dense layer."""
import numpy as np
import torch
import torch.nn.functional as F

from common import single_exact, singles, write


def batch_norm(rng, rows, units, momentum, epsilon, offset):
    """Three training batches, then inference on the first one. The backward pass belongs to the third batch."""
    gamma, beta = single_exact(rng.normal(1, 0.3, units)), single_exact(rng.normal(0, 0.3, units))
    batches = [single_exact(rng.normal(offset, 1 + i, (rows, units))) for i in range(3)]
    dy = single_exact(rng.normal(0, 1, (rows, units)))
    g, b = (torch.tensor(v, requires_grad=True) for v in (gamma, beta))
    mean, variance = torch.zeros(units, dtype=torch.float64), torch.ones(units, dtype=torch.float64)
    steps = []
    for i, batch in enumerate(batches):
        x = torch.tensor(batch, requires_grad=True)
        y = F.batch_norm(x, mean, variance, g, b, True, momentum, epsilon)
        step = {"x": singles(batch), "y": singles(y), "running_mean": singles(mean), "running_variance": singles(variance)}
        if i == 2:
            y.backward(torch.tensor(dy))
            step |= {"dy": singles(dy), "dx": singles(x.grad), "dgamma": singles(g.grad), "dbeta": singles(b.grad)}
        steps.append(step)
    inference = F.batch_norm(torch.tensor(batches[0]), mean, variance, g, b, False, momentum, epsilon)
    return {"name": "batch_norm", "rows": rows, "units": units, "momentum": momentum, "epsilon": epsilon,
            "gamma": singles(gamma), "beta": singles(beta), "batches": steps, "inference": singles(inference)}


def layer_norm(rng, rows, units, epsilon, offset):
    gamma, beta = single_exact(rng.normal(1, 0.3, units)), single_exact(rng.normal(0, 0.3, units))
    x, dy = single_exact(rng.normal(offset, 2, (rows, units))), single_exact(rng.normal(0, 1, (rows, units)))
    leaf, g, b = (torch.tensor(v, requires_grad=True) for v in (x, gamma, beta))
    y = F.layer_norm(leaf, (units,), g, b, epsilon)
    y.backward(torch.tensor(dy))
    return {"name": "layer_norm", "rows": rows, "units": units, "epsilon": epsilon, "gamma": singles(gamma), "beta": singles(beta),
            "x": singles(x), "y": singles(y), "dy": singles(dy), "dx": singles(leaf.grad), "dgamma": singles(g.grad), "dbeta": singles(b.grad)}


def dense(rng, name, position):
    """A dense layer of 4 inputs and 6 units on 7 rows, tanh, in training."""
    rows, inputs, units = 7, 4, 6
    given = {"x": rng.normal(0, 1, (rows, inputs)), "w": rng.normal(0, 0.6, (units, inputs)), "b": rng.normal(0, 0.3, units),
             "gamma": rng.normal(1, 0.3, units), "beta": rng.normal(0, 0.3, units)}
    given = {k: single_exact(v) for k, v in given.items()}
    dy = single_exact(rng.normal(0, 1, (rows, units)))
    t = {k: torch.tensor(v, requires_grad=True) for k, v in given.items()}

    def norm(v):
        if name == "layer_norm":
            return F.layer_norm(v, (units,), t["gamma"], t["beta"], 1e-5)
        return F.batch_norm(v, None, None, t["gamma"], t["beta"], True, 0.1, 1e-5)

    z = F.linear(t["x"], t["w"], t["b"])
    y = torch.tanh(norm(z)) if position == "before" else norm(torch.tanh(z))
    y.backward(torch.tensor(dy))
    return {"name": name, "position": position, "rows": rows, "inputs": inputs, "units": units, "epsilon": 1e-5,
            **{k: singles(v) for k, v in given.items()}, "y": singles(y), "dy": singles(dy), **{f"d{k}": singles(v.grad) for k, v in t.items()}}


def main():
    rng = np.random.Generator(np.random.Philox(3))
    write("normalisation", {
        "batch_norm": [batch_norm(rng, 8, 5, 0.1, 1e-5, 0), batch_norm(rng, 2, 3, 0.3, 1e-3, 0), batch_norm(rng, 33, 17, 0.1, 1e-5, 50)],
        "layer_norm": [layer_norm(rng, 8, 5, 1e-5, 0), layer_norm(rng, 1, 16, 1e-3, 0), layer_norm(rng, 5, 33, 1e-5, 50)],
        "dense": [dense(rng, n, p) for n in ("batch_norm", "layer_norm") for p in ("before", "after")],
    })


if __name__ == "__main__":
    main()
