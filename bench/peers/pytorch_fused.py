#!/usr/bin/python3
"""PyTorch, trials of equal shape and activation stacked into one batched matrix product a layer (bmm)."""
import time
from itertools import groupby
from statistics import mean

import torch
import torch.nn.functional as F

from torch_trial import initialise
from workloads import BATCH, LEARNING_RATE, MOMENTUM, WIDTHS, Combination, arguments, combinations, digits, flop, noise, report, share_out

ACTIVATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "leaky_relu": F.leaky_relu, "elu": F.elu}


class Stack:
    """Trials side by side: weights are trials × inputs × outputs. All of them take the same batches, as paired trials do."""

    def __init__(self, widths, stacked, steps):
        self.activation, self.dropout = ACTIVATIONS[stacked[0].activation], stacked[0].dropout
        self.trials = len(stacked)
        self.weights, self.biases = [], []
        for inputs, outputs in zip(widths, widths[1:]):
            weight = torch.empty(self.trials, outputs, inputs)
            for i, combination in enumerate(stacked):
                initialise(weight[i], combination.init)
            self.weights.append(weight.transpose(1, 2).contiguous().requires_grad_())
            self.biases.append(torch.zeros(self.trials, 1, outputs, requires_grad=True))
        self.parameters = self.weights + self.biases
        self.velocity = [torch.zeros_like(p) for p in self.parameters]
        l2, clip = torch.tensor([c.l2 for c in stacked]), torch.tensor([c.clip or float("inf") for c in stacked])
        self.l2 = l2.view(-1, 1, 1) if l2.any() else None
        self.clip = clip if clip.isfinite().any() else None
        self.losses = torch.empty(steps, self.trials)
        self.norms = torch.empty(steps, len(self.weights), self.trials)
        self.done = 0

    def forward(self, x, training):
        # The first layer has one input for all trials: expand() copies nothing.
        h = x.expand(self.trials, *x.shape)
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            h = torch.baddbmm(bias, h, weight)
            if i + 1 < len(self.weights):
                h = self.activation(h)
                if training and self.dropout:
                    h = F.dropout(h, self.dropout)
        return h

    def take(self, x, y):
        z = self.forward(x, True)
        losses = F.cross_entropy(z.flatten(0, 1), y.repeat(self.trials), reduction="none").view(self.trials, -1).mean(1)
        gradients = list(torch.autograd.grad(losses.sum(), self.parameters))
        with torch.no_grad():
            norms = torch.stack([torch.linalg.vector_norm(g.flatten(1), dim=1) for g in gradients]).view(2, -1, self.trials)
            norms = torch.linalg.vector_norm(norms, dim=0)
            self.norms[self.done] = norms
            self.losses[self.done] = losses
            self.done += 1
            if self.clip is not None:
                factor = (self.clip / (torch.linalg.vector_norm(norms, dim=0) + 1e-6)).clamp(max=1).view(-1, 1, 1)
                torch._foreach_mul_(gradients, [factor] * len(gradients))
            if self.l2 is not None:
                for gradient, weight in zip(gradients, self.weights):
                    gradient.addcmul_(weight, self.l2)
            torch._foreach_mul_(self.velocity, MOMENTUM)
            torch._foreach_add_(self.velocity, gradients)
            torch._foreach_add_(self.parameters, self.velocity, alpha=-LEARNING_RATE)


class DigitsStacks:
    def __init__(self):
        (self.x, self.y), (self.validation_x, self.validation_y), _ = ((torch.from_numpy(x), torch.from_numpy(y)) for x, y in digits())
        self.batches = -(-len(self.x) // BATCH["A"])

    def run(self, stacked, epochs):
        torch.manual_seed(0)
        stack = Stack(WIDTHS["A"], stacked, epochs * self.batches)
        accuracies = []
        for _ in range(epochs):
            order = torch.randperm(len(self.x))
            for x, y in zip(self.x[order].split(BATCH["A"]), self.y[order].split(BATCH["A"])):
                stack.take(x, y)
            with torch.inference_mode():
                z = stack.forward(self.validation_x, False)
                F.cross_entropy(z.flatten(0, 1), self.validation_y.repeat(stack.trials), reduction="none").view(stack.trials, -1).mean(1)
                accuracies.append((z.argmax(2) == self.validation_y).float().mean(1))
        return accuracies[-1].tolist(), float(stack.norms.sum())


def prepare():
    torch.set_num_threads(1)
    stacks = DigitsStacks()
    stacks.run([Combination("relu", "he_normal", 0.3, 1e-4, 1.0)] * 4, 1)
    return stacks


def work(stacks, task):
    return stacks.run(*task)


def stacks_of(chosen, size):
    """Groups of equal activation and dropout, the dearer ones first."""
    def key(c):
        return (-c.dropout, c.activation)

    for _, group in groupby(sorted(chosen, key=key), key):
        group = list(group)
        yield from (group[i:i + size] for i in range(0, len(group), size))


def run_c(trials, steps):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    x, y = (torch.from_numpy(v) for v in noise("C", 20))
    batches = list(zip(x.split(BATCH["C"]), y.split(BATCH["C"])))
    stack = Stack(WIDTHS["C"], [Combination("relu", "he_normal", 0, 0, 0)] * trials, steps + 5)
    for i in range(5):
        stack.take(*batches[i])
    start = time.perf_counter()
    for i in range(steps):
        stack.take(*batches[i % 20])
    return time.perf_counter() - start


def main():
    options = arguments(__doc__, "AC", stack={"type": int, "default": 12, "help": "most trials in one stack"})
    if options.workload == "C":
        steps = options.steps // 5  # Each of them is one of every trial of the stack.
        seconds = run_c(options.stack, steps)
        report("pytorch_fused", "C", options.stack, seconds, flop("C", steps * BATCH["C"]) * options.stack, steps=steps)
        return
    tasks = [(s, options.epochs) for s in stacks_of(combinations(options.combos), options.stack)]
    outcomes, seconds = share_out(options.processes, prepare, work, tasks)
    data = DigitsStacks()
    arithmetic = flop("A", len(data.x), len(data.validation_x)) * options.epochs * options.combos
    report("pytorch_fused", "A", options.combos, seconds, arithmetic, accuracy=round(mean(a for o in outcomes for a in o[0]), 4))


if __name__ == "__main__":
    main()
