"""One trial as a PyTorch user would write it: modules, autograd, foreach updates, and each layer's gradient norm at each step."""
import torch
import torch.nn.functional as F
from torch import nn

from workloads import BATCH, LEARNING_RATE, MOMENTUM, WIDTHS, digits, noise

torch.set_num_threads(1)
ACTIVATIONS = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU}


def initialise(weight, name):
    if name == "xavier_uniform":
        nn.init.xavier_uniform_(weight)
    elif name == "he_normal":
        nn.init.kaiming_normal_(weight, nonlinearity="relu")
    else:
        nn.init.normal_(weight, 0, 0.01)


def build(widths, activation, init, dropout):
    modules = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        linear = nn.Linear(inputs, outputs)
        initialise(linear.weight, init)
        nn.init.zeros_(linear.bias)
        modules.append(linear)
        if i < len(widths) - 2:
            modules.append(ACTIVATIONS[activation]())
            if dropout:
                modules.append(nn.Dropout(dropout))
    return nn.Sequential(*modules)


class Steps:
    """Takes training steps and keeps the telemetry."""

    def __init__(self, model, l2, clip, steps):
        self.model, self.clip, self.done = model, clip, 0
        self.parameters = list(model.parameters())
        weights, biases = self.parameters[0::2], self.parameters[1::2]
        self.optimizer = torch.optim.SGD([{"params": weights, "weight_decay": l2}, {"params": biases}], lr=LEARNING_RATE, momentum=MOMENTUM, foreach=True)
        self.losses = torch.empty(steps)
        self.norms = torch.empty(steps, len(weights))

    def take(self, x, y):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.model(x), y)
        loss.backward()
        gradients = [p.grad for p in self.parameters]
        norms = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)).view(-1, 2), dim=1)
        self.norms[self.done] = norms
        self.losses[self.done] = loss.detach()
        if self.clip:
            # The norms are there already, so clip_grad_norm_ would only count them a second time.
            factor = self.clip / (float(torch.linalg.vector_norm(norms)) + 1e-6)
            if factor < 1:
                torch._foreach_mul_(gradients, factor)
        self.optimizer.step()
        self.done += 1


class DigitsTrial:
    """The data of workload A, ready for many trials."""

    def __init__(self):
        (self.x, self.y), (self.validation_x, self.validation_y), _ = ((torch.from_numpy(x), torch.from_numpy(y)) for x, y in digits())
        self.batches = -(-len(self.x) // BATCH["A"])

    def run(self, combination, epochs, at_epoch=None):
        """Trains one combination; returns the validation accuracy of each epoch and the telemetry."""
        torch.manual_seed(0)
        model = build(WIDTHS["A"], combination.activation, combination.init, combination.dropout)
        steps = Steps(model, combination.l2, combination.clip, epochs * self.batches)
        accuracies = []
        for epoch in range(epochs):
            model.train()
            order = torch.randperm(len(self.x))
            for x, y in zip(self.x[order].split(BATCH["A"]), self.y[order].split(BATCH["A"])):
                steps.take(x, y)
            model.eval()
            with torch.inference_mode():
                z = model(self.validation_x)
                loss = float(F.cross_entropy(z, self.validation_y))
                accuracies.append(float((z.argmax(1) == self.validation_y).float().mean()))
            if at_epoch:
                at_epoch(epoch, accuracies[-1], loss)
        return accuracies, steps


def run_steps(workload, steps):
    """Workload B or C: a number of steps over a pool of batches; a few untimed ones first. Returns the seconds."""
    import time
    torch.manual_seed(0)
    pool = min(steps, 20)
    x, y = (torch.from_numpy(v) for v in noise(workload, pool))
    batches = list(zip(x.split(BATCH[workload]), y.split(BATCH[workload])))
    model = build(WIDTHS[workload], "relu", "he_normal", 0).train()
    warm = Steps(model, 0, 0, 5)
    for i in range(5):
        warm.take(*batches[i % pool])
    timed = Steps(model, 0, 0, steps)
    start = time.perf_counter()
    for i in range(steps):
        timed.take(*batches[i % pool])
    return time.perf_counter() - start
