"""A dense layer with dropout, alpha dropout or both, forward and backward, with the masks that PyTorch drew."""
import numpy as np
import torch
import torch.nn.functional as F

from activations import FUNCTIONS
from common import single_exact, singles, write


def drawn(function, x, rate):
    """PyTorch's own result, and its mask: what is dropped passes no gradient."""
    y = function(x, rate, training=True)
    mask = (torch.autograd.grad(y.sum(), x, retain_graph=True)[0] != 0).to(torch.int64)
    return y, mask


def limited(x, mask, rate):
    """Alpha dropout of a given mask: Klambauer et al. 2017, section "New dropout technique"."""
    low, kept, mask = -1.7580993408473766, 1 - rate, mask.to(x.dtype)
    a = (kept + low ** 2 * kept * rate) ** -0.5
    return a * (x * mask + low * (1 - mask)) - a * rate * low


def main():
    torch.manual_seed(5)
    rng = np.random.Generator(np.random.Philox(10))
    rows, inputs, units = 9, 6, 20
    cases = []
    # Rates that are multiples of 1/65536: the engine rounds others to these.
    for name, input_dropout, dropout, alpha_dropout in (
            ("tanh", 0.0, 0.25, 0.0), ("selu", 0.0, 0.0, 0.0625), ("selu", 0.0, 0.0, 0.25), ("selu", 0.0, 0.0, 0.5), ("relu", 0.25, 0.0, 0.0),
            ("selu", 0.125, 0.25, 0.125)):
        x, w, b, dy = (torch.tensor(single_exact(rng.normal(0, s, shape))) for s, shape in ((1, (rows, inputs)), (0.6, (units, inputs)), (0.2, units), (1, (rows, units))))
        for t in (x, w, b):
            t.requires_grad_()  # x's tells the mask of the dropped inputs.
        masks = {}
        h = x
        if input_dropout:
            h, masks["input"] = drawn(F.dropout, x, input_dropout)
        y = FUNCTIONS[name](F.linear(h, w, b), {})
        if dropout:
            y, masks["dropout"] = drawn(F.dropout, y, dropout)
        if alpha_dropout:
            before = y
            y, masks["alpha"] = drawn(F.alpha_dropout, before, alpha_dropout)
            assert torch.allclose(limited(before, masks["alpha"], alpha_dropout), y, rtol=1e-12, atol=1e-14)
        y.backward(dy)
        cases.append({"activation": name, "rows": rows, "inputs": inputs, "units": units, "input_dropout": input_dropout, "dropout": dropout, "alpha_dropout": alpha_dropout,
                      "masks": {k: "".join(map(str, m.ravel().tolist())) for k, m in masks.items()},
                      **{k: singles(v) for k, v in (("x", x), ("w", w), ("b", b), ("dy", dy), ("y", y), ("dw", w.grad), ("db", b.grad))}})
    write("dropout", {"cases": cases})


if __name__ == "__main__":
    main()
