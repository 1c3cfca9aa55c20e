"""Every schedule of src/Core/Configuration/Schedule.cs: the learning rate of each step."""
import warnings

import torch
from torch.optim import lr_scheduler as lr

from common import doubles, write

warnings.filterwarnings("ignore", message=".*lr_scheduler.step.*")
NAMES = {"every": "step_size", "factor": "gamma"}


def optimizer(eta):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=eta)


def rates(name, parameters, eta, epochs, steps):
    """Learning rate of each of epochs × steps steps."""
    o = optimizer(eta)
    total = epochs * steps
    each_step = name in ("cosine", "one_cycle")
    if name == "step":
        s = lr.StepLR(o, parameters["every"], parameters["factor"])
    elif name == "exponential":
        s = lr.ExponentialLR(o, parameters["factor"])
    elif name == "cosine":
        s = lr.CosineAnnealingLR(o, total, eta_min=parameters["floor"] * eta)
    elif name == "one_cycle":
        s = lr.OneCycleLR(o, eta, total_steps=total, pct_start=parameters["rise"], anneal_strategy="cos", cycle_momentum=False,
                          div_factor=parameters["start_divisor"], final_div_factor=parameters["end_divisor"])
    else:
        s = lr.LambdaLR(o, lambda _: 1)
    result = []
    for step in range(total):
        result.append(o.param_groups[0]["lr"])
        if step + 1 < total and (each_step or (step + 1) % steps == 0):
            s.step()
    return result


def plateau(parameters, eta, losses):
    """Learning rate of each epoch, given the validation loss at each epoch's end."""
    o = optimizer(eta)
    s = lr.ReduceLROnPlateau(o, "min", parameters["factor"], parameters["patience"], parameters["threshold"], "rel", eps=0)
    result = []
    for loss in losses:
        result.append(o.param_groups[0]["lr"])
        s.step(loss)
    return result


def warm_up(o, steps):
    """LinearLR from 1/steps to 1: step t has the share (t + 1)/steps."""
    return lr.LinearLR(o, start_factor=1 / steps, end_factor=1.0, total_iters=steps - 1)


def warmed(name, parameters, eta, epochs, steps, warmup):
    """Learning rate of each step where a warm-up goes before: the schedule's rate times that of a warm-up of its own."""
    o = optimizer(1.0)
    rise, shares = warm_up(o, warmup), []
    for _ in range(epochs * steps):
        shares.append(o.param_groups[0]["lr"])
        rise.step()
    result = [r * s for r, s in zip(rates(name, parameters, eta, epochs, steps), shares)]
    if name in ("constant", "step", "exponential"):
        # These PyTorch chains on one optimiser, each multiplying what it finds: it comes to the same.
        chained = optimizer(eta)
        both = [warm_up(chained, warmup)]
        both += [lr.StepLR(chained, parameters["every"], parameters["factor"])] if name == "step" else [lr.ExponentialLR(chained, parameters["factor"])] if name == "exponential" else []
        for step, expected in enumerate(result):
            assert abs(chained.param_groups[0]["lr"] - expected) <= 1e-12 * expected, (name, step)
            both[0].step()
            if (step + 1) % steps == 0 and len(both) > 1:
                both[1].step()
    return result


def main():
    cases = [("constant", {}, 0.1)]
    cases += [("step", {"every": e, "factor": f}, 0.1) for e, f in ((1, 0.5), (3, 0.1), (10, 0.9))]
    cases += [("exponential", {"factor": f}, 0.05) for f in (0.95, 0.5, 1.0)]
    cases += [("cosine", {"floor": f}, 0.2) for f in (0.0, 0.1, 1.0)]
    cases += [("one_cycle", {"rise": r, "start_divisor": s, "end_divisor": e}, 0.1) for r, s, e in ((0.3, 25.0, 1e4), (0.5, 10.0, 100.0), (0.1, 2.0, 1.0))]
    result = []
    for epochs, steps in ((12, 5), (7, 3)):
        for name, parameters, eta in cases:
            result.append({"name": name, **parameters, "learning_rate": eta, "epochs": epochs, "steps_per_epoch": steps, "rates": doubles(rates(name, parameters, eta, epochs, steps))})
    for name, parameters, eta in cases:
        for warmup in (2, 8, 40):
            result.append({"name": name, **parameters, "learning_rate": eta, "warmup_steps": warmup, "epochs": 7, "steps_per_epoch": 3,
                           "rates": doubles(warmed(name, parameters, eta, 7, 3, warmup))})
    losses = [1.0, 0.9, 0.8999, 0.89999, 0.95, 0.8, 0.81, 0.82, 0.7999, 0.83, 0.84, 0.79, 0.79, 0.79, 0.79, 0.79, 0.5, 0.5, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    plateaus = [{"name": "plateau", "factor": f, "patience": p, "threshold": t, "learning_rate": 0.1, "validation_losses": losses,
                 "rates": doubles(plateau({"factor": f, "patience": p, "threshold": t}, 0.1, losses))}
                for f, p, t in ((0.1, 2, 1e-4), (0.5, 0, 1e-4), (0.5, 1, 0.05), (0.9, 4, 0.0), (0.1, 10, 1e-4))]
    write("schedules", {"cases": result, "plateaus": plateaus})


if __name__ == "__main__":
    main()
