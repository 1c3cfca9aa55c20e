"""Every loss of src/Core/Configuration/Loss.cs: value as a mean over the batch, and its gradient with respect to the outputs."""
import numpy as np
import torch
import torch.nn.functional as F

from common import doubles, single_exact, singles, write


def one_hot(labels, classes):
    return F.one_hot(torch.tensor(labels), classes).double()


def loss(name, z, case):
    """The loss of outputs z (batch × outputs) as PyTorch has it."""
    if name == "cross_entropy":
        return F.cross_entropy(z, torch.tensor(case["labels"]), label_smoothing=case.get("label_smoothing", 0.0))
    if name == "binary_cross_entropy":
        s = case.get("label_smoothing", 0.0)
        y = torch.tensor(case["labels"], dtype=z.dtype) * (1 - s) + s / 2
        return F.binary_cross_entropy_with_logits(z[:, 0], y)
    y = one_hot(case["labels"], z.shape[1]).to(z.dtype) if "labels" in case else torch.tensor(case["targets"], dtype=z.dtype).reshape(z.shape)
    if name == "mse":
        return F.mse_loss(z, y)
    if name == "huber":
        return F.huber_loss(z, y, delta=case["delta"])
    return F.l1_loss(z, y)


def main():
    rng = np.random.Generator(np.random.Philox(2))
    z = single_exact(rng.normal(0, 2, (9, 4)))
    extreme = single_exact([[80, -80, 0, 1], [1e4, 0, -1e4, 0], [0, 0, 0, 0], [-100, -100, -100, -99], [88, 88, 88, 88]])
    labels, extreme_labels = [0, 1, 2, 3, 0, 1, 2, 3, 2], [0, 0, 2, 1, 3]
    single = single_exact(np.concatenate([rng.normal(0, 2, 8), [0, 20, -20, 88, -88, 100, -100]]))[:, None]
    bits = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1]
    targets = [float(t) for t in singles(np.concatenate([rng.normal(0, 1, 14), [-100.0]]))]
    cases = [
        ("cross_entropy", z, {"labels": labels}),
        ("cross_entropy", z, {"labels": labels, "label_smoothing": 0.1}),
        ("cross_entropy", extreme, {"labels": extreme_labels}),
        ("cross_entropy", extreme, {"labels": extreme_labels, "label_smoothing": 0.3}),
        ("cross_entropy", z[:1], {"labels": labels[:1]}),
        ("binary_cross_entropy", single, {"labels": bits}),
        ("binary_cross_entropy", single, {"labels": bits, "label_smoothing": 0.2}),
        ("mse", z, {"labels": labels}),
        ("mse", single, {"targets": targets}),
        ("huber", single, {"targets": targets, "delta": 1.0}),
        ("huber", single, {"targets": targets, "delta": 0.3}),
        ("huber", z, {"labels": labels, "delta": 1.0}),
        ("mae", single, {"targets": targets}),
        ("mae", z, {"labels": labels}),
    ]
    result = []
    for name, outputs, case in cases:
        leaf = torch.tensor(outputs, requires_grad=True)
        value = loss(name, leaf, case)
        value.backward()
        result.append({"name": name, **case, "batch": outputs.shape[0], "outputs": outputs.shape[1], "z": singles(outputs), "loss": doubles([value.item()])[0], "gradient": singles(leaf.grad)})
    write("losses", {"cases": result})


if __name__ == "__main__":
    main()
