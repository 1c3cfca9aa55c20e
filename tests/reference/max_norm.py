"""One step under max-norm: PyTorch's SGD, then torch.renorm of every unit's incoming weights."""
import numpy as np
import torch

from common import single_exact, singles, write


def limit(weights, greatest):
    """Srivastava et al. 2014, section 5.1: rows of units × inputs that are longer than greatest are scaled back to it."""
    with torch.no_grad():
        for w in weights:
            w.copy_(torch.renorm(w, 2, 0, greatest))


def main():
    rng = np.random.Generator(np.random.Philox(9))
    shapes = [(7, 5), (4, 7), (3, 4)]
    eta = 0.5
    layers = [tuple(single_exact(rng.normal(0, s, shape)) for s, shape in ((0.6, (u, i)), (2.0, u), (0.5, (u, i)), (0.5, u))) for u, i in shapes]
    cases = []
    for greatest in (0.25, 1.0, 1.5, 100.0):
        result = []
        for w, b, dw, db in layers:
            pair = [torch.tensor(w), torch.tensor(b)]
            pair[0].grad, pair[1].grad = torch.tensor(dw), torch.tensor(db)
            torch.optim.SGD(pair, eta).step()
            limit(pair[:1], greatest)
            result.append({"w": singles(pair[0]), "b": singles(pair[1])})
        cases.append({"max_norm": greatest, "layers": result})
    write("max_norm", {"learning_rate": eta, "layers": [{"units": s[0], "inputs": s[1], **{k: singles(v) for k, v in zip(("w", "b", "dw", "db"), layer)}} for s, layer in zip(shapes, layers)],
                       "cases": cases})


if __name__ == "__main__":
    main()
