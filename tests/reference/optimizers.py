"""The first 50 steps of every update rule on one small network: 5-7-6-3, tanh, cross-entropy, batches of 8 from 40 rows."""
import numpy as np
import torch

from common import doubles, single_exact, singles, write
from network import Network, Trainer, initial

STEPS, KEPT = 50, (1, 2, 5, 10, 20, 50)
MODEL = {"inputs": 5, "hidden": [7, 6], "outputs": 3, "activation": {"name": "tanh"}, "init": "xavier_uniform"}


def o(name, learning_rate, **fields):
    return {"name": name, "learning_rate": learning_rate, **fields}


CASES = [
    {"optimizer": o("sgd", 0.1)},
    {"optimizer": o("sgd", 0.1), "l2": 0.01},
    {"optimizer": o("sgd", 0.1), "l1": 0.002},
    {"optimizer": o("sgd", 0.1), "l1": 0.001, "l2": 0.005},
    {"optimizer": o("sgd", 0.1), "weight_decay": 0.05},
    {"optimizer": o("sgd", 0.05, momentum=0.9)},
    {"optimizer": o("sgd", 0.05, momentum=0.9, nesterov=True)},
    {"optimizer": o("sgd", 0.05, momentum=0.8, dampening=0.3)},
    {"optimizer": o("sgd", 0.05, momentum=0.9), "l2": 0.01, "weight_decay": 0.02},
    {"optimizer": o("adagrad", 0.05)},
    {"optimizer": o("adagrad", 0.1, lr_decay=0.05, initial_accumulator=0.1), "l2": 0.01},
    {"optimizer": o("rmsprop", 0.005)},
    {"optimizer": o("rmsprop", 0.003, alpha=0.9, momentum=0.8)},
    {"optimizer": o("rmsprop", 0.002, alpha=0.95, momentum=0.9, centered=True, epsilon=1e-4), "l2": 0.01},
    {"optimizer": o("adadelta", 1.0)},
    {"optimizer": o("adadelta", 0.5, rho=0.8, epsilon=1e-4), "weight_decay": 0.05},
    {"optimizer": o("adam", 0.01)},
    {"optimizer": o("adam", 0.02, beta1=0.8, beta2=0.95, epsilon=1e-4), "l2": 0.02},
    {"optimizer": o("adam", 0.01), "weight_decay": 0.05},
    {"optimizer": o("amsgrad", 0.02, beta2=0.9)},
    {"optimizer": o("amsgrad", 0.01), "l2": 0.01},
    {"optimizer": o("adamw", 0.01)},
    {"optimizer": o("adamw", 0.02, beta1=0.85), "weight_decay": 0.1},
    {"optimizer": o("nadam", 0.01)},
    {"optimizer": o("nadam", 0.005, beta1=0.8, momentum_decay=0.02), "l2": 0.01},
    {"optimizer": o("radam", 0.02)},
    {"optimizer": o("radam", 0.01, beta2=0.9, epsilon=1e-4), "l2": 0.01},
    {"optimizer": o("lion", 0.005)},
    {"optimizer": o("lion", 0.01, beta1=0.8, beta2=0.95), "weight_decay": 0.1},
]


def run(case, layers, inputs, labels, rows, dtype=torch.float64):
    network = Network(MODEL, layers, dtype)
    trainer = Trainer(network, {**case, "loss": {"name": "cross_entropy"}})
    losses, kept = [], []
    for step in range(STEPS):
        at = rows[step]
        losses.append(trainer.step(torch.tensor(inputs[at], dtype=dtype), {"labels": [labels[i] for i in at]})[0])
        if step + 1 in KEPT:
            kept.append(np.concatenate([p.detach().double().numpy().ravel() for p in network.parameters()]))
    return losses, kept, trainer.optimizer


def main():
    rng = np.random.Generator(np.random.Philox(5))
    centres = rng.normal(0, 1.5, (3, 5))
    labels = [i % 3 for i in range(40)]
    inputs = single_exact(np.round(centres[labels] + rng.normal(0, 1, (40, 5)), 3))
    layers = initial(rng, MODEL)
    rows = [[int(i) for i in rng.permutation(40)[:8]] for _ in range(STEPS)]

    # Our Nadam with PyTorch 1.13's extra factor is PyTorch's: so without it, it is the documented formula.
    settings = o("nadam_of_torch", 0.01)
    theirs, ours = (run({"optimizer": {**settings, "name": n}}, layers, inputs, labels, rows) for n in ("nadam_of_torch", "nadam_double_mu"))
    assert np.abs(theirs[1][-1] - ours[1][-1]).max() < 1e-7

    results = []
    for case in CASES:
        losses, kept, optimizer = run(case, layers, inputs, labels, rows)
        margin = getattr(getattr(optimizer, "inner", optimizer), "margin", None)
        assert margin is None or margin > 1e-6, f"a sign in Lion is too close: {margin}"
        narrow = run(case, layers, inputs, labels, rows, torch.float32)
        results.append({**case, "losses": doubles(losses),
                        "parameters": [singles(k) for k in kept],
                        "float32_deviation": {"loss": doubles([np.abs(np.subtract(losses, narrow[0])).max()])[0],
                                              "parameters": doubles([max(np.abs(a - b).max() for a, b in zip(kept, narrow[1]))])[0]}})
    write("optimizers", {
        "widths": [5, 7, 6, 3], "batch": 8, "steps": STEPS, "kept_steps": list(KEPT),
        "inputs": singles(inputs), "labels": labels, "rows": rows,
        "initial": [{k: singles(v) for k, v in layer.items()} for layer in layers],
        "cases": results,
    })
    print("largest float32 deviations:", max(r["float32_deviation"]["loss"] for r in results), max(r["float32_deviation"]["parameters"] for r in results))


if __name__ == "__main__":
    main()
