"""Every clip of src/Core/Configuration/Clip.cs on the gradients of a three-layer network."""
import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from common import doubles, single_exact, singles, write


def unit_norm(x):
    """Norm per output unit of a matrix (out × in), of a vector as a whole: deepmind/deepmind-research, nfnets/agc_optax.py."""
    return np.sqrt((x * x).sum(axis=1, keepdims=True)) if x.ndim == 2 else np.sqrt((x * x).sum())


def adaptive(gradient, weight, factor, epsilon):
    """Brock, De, Smith and Simonyan 2021, section 4.1; the 1e-6 only guards the division."""
    norm = unit_norm(gradient)
    limit = factor * np.maximum(unit_norm(weight), epsilon)
    return np.where(norm > limit, gradient * (limit / np.maximum(norm, 1e-6)), gradient)


def clip(layers, name, parameters):
    """Clipped gradients of layers [(w, b, dw, db)]: lists of (dw, db)."""
    tensors = []
    for w, b, dw, db in layers:
        pair = [torch.tensor(w), torch.tensor(b)]
        pair[0].grad, pair[1].grad = torch.tensor(dw), torch.tensor(db)
        tensors.append(pair)
    everything = [t for pair in tensors for t in pair]
    if name == "value":
        clip_grad_value_(everything, parameters["limit"])
    elif name == "norm":
        clip_grad_norm_(everything, parameters["limit"])
    elif name == "layer_norm":
        for pair in tensors:
            clip_grad_norm_(pair, parameters["limit"])
    elif name == "adaptive":
        # Not on the output layer.
        for pair in tensors[:-1]:
            for t in pair:
                t.grad = torch.tensor(adaptive(t.grad.numpy(), t.numpy(), parameters["factor"], parameters["epsilon"]))
    return [(pair[0].grad, pair[1].grad) for pair in tensors]


def main():
    rng = np.random.Generator(np.random.Philox(4))
    shapes = [(6, 5), (4, 6), (3, 4)]
    layers = []
    for i, (units, inputs) in enumerate(shapes):
        w, b = rng.normal(0, 0.5, (units, inputs)), rng.normal(0, 0.05, units)
        if i == 1:
            # One unit whose weights are 0 meets AGC's epsilon, and one gradient is 0.
            w[2] = 0
        dw, db = rng.normal(0, [0.02, 1.5, 0.3][i], (units, inputs)), rng.normal(0, 0.4, units)
        if i == 1:
            dw[3] = 0
        layers.append(tuple(single_exact(v) for v in (w, b, dw, db)))
    cases = [("none", {})]
    cases += [("value", {"limit": v}) for v in (0.01, 0.5, 100.0)]
    cases += [(n, {"limit": v}) for n in ("norm", "layer_norm") for v in (0.1, 1.0, 100.0)]
    cases += [("adaptive", {"factor": f, "epsilon": e}) for f, e in ((0.01, 1e-3), (0.1, 1e-3), (0.5, 0.1), (1e6, 1e-3))]
    write("clips", {
        "layers": [{"units": s[0], "inputs": s[1], "w": singles(w), "b": singles(b), "dw": singles(dw), "db": singles(db),
                    "norm": doubles([np.sqrt((dw ** 2).sum() + (db ** 2).sum())])[0]} for s, (w, b, dw, db) in zip(shapes, layers)],
        "cases": [{"name": n, **p, "layers": [{"dw": singles(dw), "db": singles(db)} for dw, db in clip(layers, n, p)]} for n, p in cases],
    })


if __name__ == "__main__":
    main()
