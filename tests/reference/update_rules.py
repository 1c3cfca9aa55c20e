"""Every update rule of src/Core/Configuration/Optimizer.cs, PyTorch's own where it has it and has it right."""
import torch
from torch import optim


class Decayed:
    """Multiplies weights by 1 - eta * decay beside the update of another rule."""

    def __init__(self, inner, weights, decay):
        self.inner, self.weights, self.decay = inner, weights, decay
        self.param_groups = inner.param_groups

    @torch.no_grad()
    def step(self):
        for w in self.weights:
            w.mul_(1 - self.param_groups[0]["lr"] * self.decay)
        self.inner.step()


class Lion(optim.Optimizer):
    """Chen et al. 2023, algorithm 2, without its weight decay."""

    def __init__(self, params, lr, betas):
        super().__init__(params, {"lr": lr, "betas": betas})
        self.margin = float("inf")

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                c = b1 * m + (1 - b1) * p.grad
                self.margin = min(self.margin, (c.abs() / p.grad.abs().max()).min().item())
                p.sub_(group["lr"] * torch.sign(c))
                m.mul_(b2).add_(p.grad, alpha=1 - b2)


class Nadam(optim.Optimizer):
    """
    Dozat 2016 as PyTorch documents it. PyTorch 1.13 itself multiplies mu_t twice into the product up to t+1
    (mu_product * mu * mu_next); double_mu does as it does.
    """

    def __init__(self, params, lr, betas, eps, momentum_decay, double_mu=False):
        super().__init__(params, {"lr": lr})
        self.betas, self.eps, self.decay, self.double_mu = betas, eps, momentum_decay, double_mu
        self.t, self.product = 0, 1.0

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        self.t += 1
        mu = b1 * (1 - 0.5 * 0.96 ** (self.t * self.decay))
        mu_next = b1 * (1 - 0.5 * 0.96 ** ((self.t + 1) * self.decay))
        self.product *= mu
        product_next = self.product * mu_next * (mu if self.double_mu else 1)
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                m, v = (state.setdefault(k, torch.zeros_like(p)) for k in "mv")
                m.mul_(b1).add_(p.grad, alpha=1 - b1)
                v.mul_(b2).addcmul_(p.grad, p.grad, value=1 - b2)
                ahead = mu_next * m / (1 - product_next) + (1 - mu) * p.grad / (1 - self.product)
                p.sub_(group["lr"] * ahead / ((v / (1 - b2 ** self.t)).sqrt() + self.eps))


def make_optimizer(network, settings, weight_decay=None, penalised=None):
    s = dict(settings)
    name, lr = s.pop("name"), s["learning_rate"]
    parameters, weights = network.parameters(), network.weights() if penalised is None else penalised
    adam = {"lr": lr, "betas": (s.get("beta1", 0.9), s.get("beta2", 0.999)), "eps": s.get("epsilon", 1e-8)}
    if name == "adamw":
        # The decay is PyTorch's own here; AdamW alone has one by default.
        rest = [p for p in parameters if not any(p is w for w in weights)]
        return optim.AdamW([{"params": weights, "weight_decay": 0.01 if weight_decay is None else weight_decay}, {"params": rest, "weight_decay": 0}], **adam)
    rule = {
        "sgd": lambda: optim.SGD(parameters, lr, s.get("momentum", 0), s.get("dampening", 0), nesterov=s.get("nesterov", False)),
        "adagrad": lambda: optim.Adagrad(parameters, lr, s.get("lr_decay", 0), initial_accumulator_value=s.get("initial_accumulator", 0), eps=s.get("epsilon", 1e-10)),
        "rmsprop": lambda: optim.RMSprop(parameters, lr, s.get("alpha", 0.99), s.get("epsilon", 1e-8), momentum=s.get("momentum", 0), centered=s.get("centered", False)),
        "adadelta": lambda: optim.Adadelta(parameters, lr, s.get("rho", 0.9), s.get("epsilon", 1e-6)),
        "adam": lambda: optim.Adam(parameters, **adam),
        "amsgrad": lambda: optim.Adam(parameters, amsgrad=True, **adam),
        "nadam": lambda: Nadam(parameters, momentum_decay=s.get("momentum_decay", 0.004), **adam),
        "nadam_of_torch": lambda: optim.NAdam(parameters, momentum_decay=s.get("momentum_decay", 0.004), **adam),
        "nadam_double_mu": lambda: Nadam(parameters, momentum_decay=s.get("momentum_decay", 0.004), double_mu=True, **adam),
        "radam": lambda: optim.RAdam(parameters, **adam),
        "lion": lambda: Lion(parameters, lr, (s.get("beta1", 0.9), s.get("beta2", 0.99))),
    }[name]()
    return Decayed(rule, weights, weight_decay) if weight_decay else rule
