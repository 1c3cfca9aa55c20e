"""
The network and the training loop that the engine's documents describe, on PyTorch's autograd.
Dropped inputs; hidden layer: dense, [norm before], activation, [norm after], dropout, alpha dropout; then, at the end of a residual block, plus the block's
input (times the block's projection where widths differ).
"""
import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from activations import FUNCTIONS
from clips import adaptive
from common import single_exact
from dropout import limited
from losses import loss as loss_of
from max_norm import limit
from update_rules import make_optimizer


def of_layer(config, i, key):
    """What hidden layer i has: the model's own, or what "layers" says of it."""
    return next((o[key] for o in config.get("layers", []) if o["layer"] == i + 1 and key in o), config.get(key))


def initial(rng, config):
    """Parameters drawn as config["init"] says: a list of dicts, one a layer, the output layer last."""
    widths = [config["inputs"], *config["hidden"], config["outputs"]]
    residual = config.get("residual", 0)
    layers = []
    for i, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
        layer = {"w": draw(rng, config["init"], fan_out, fan_in), "b": rng.normal(0, 0.1, fan_out)}
        if i < len(config["hidden"]):
            if of_layer(config, i, "normalization"):
                layer |= {"gamma": rng.normal(1, 0.1, fan_out), "beta": rng.normal(0, 0.1, fan_out)}
            activation = of_layer(config, i, "activation")
            if activation["name"] == "prelu":
                layer["slope"] = np.array([activation["slope"]])
            if residual and (i + 1) % residual == 0 and widths[i + 1 - residual] != fan_out:
                layer["projection"] = draw(rng, config["init"], fan_out, widths[i + 1 - residual])
        layers.append({k: single_exact(v) for k, v in layer.items()})
    return layers


def draw(rng, init, fan_out, fan_in):
    if init == "xavier_uniform":
        limit = (6 / (fan_in + fan_out)) ** 0.5
        return rng.uniform(-limit, limit, (fan_out, fan_in))
    if init == "he_normal":
        return rng.normal(0, (2 / fan_in) ** 0.5, (fan_out, fan_in))
    if init == "lecun_normal":
        return rng.normal(0, (1 / fan_in) ** 0.5, (fan_out, fan_in))
    if init == "orthogonal":
        q = np.linalg.qr(rng.normal(0, 1, (max(fan_out, fan_in), min(fan_out, fan_in))))[0]
        return q if fan_out >= fan_in else q.T
    return rng.normal(0, float(init.removeprefix("normal_")), (fan_out, fan_in))


class Network:
    def __init__(self, config, layers, dtype):
        self.config = config
        self.layers = [{k: torch.tensor(v, dtype=dtype, requires_grad=True) for k, v in layer.items()} for layer in layers]
        self.running = [(torch.zeros(w, dtype=dtype), torch.ones(w, dtype=dtype)) for w in config["hidden"]]

    def parameters(self):
        return [p for layer in self.layers for p in layer.values()]

    def weights(self, penalize="weights"):
        """What penalties act on: weight matrices, with biases or with everything."""
        kinds = {"weights": ("w", "projection"), "weights_and_biases": ("w", "projection", "b"), "all": ("w", "projection", "b", "gamma", "beta", "slope")}[penalize]
        return [layer[k] for layer in self.layers for k in kinds if k in layer]

    def norm(self, i, v, training):
        n, layer = of_layer(self.config, i, "normalization"), self.layers[i]
        if n["name"] == "layer_norm":
            return F.layer_norm(v, v.shape[1:], layer["gamma"], layer["beta"], n["epsilon"])
        return F.batch_norm(v, *self.running[i], layer["gamma"], layer["beta"], training, n["momentum"], n["epsilon"])

    def forward(self, x, training, masks=None):
        """masks: of one step, by "input", "dropout" and "alpha"; the last two by hidden layer."""
        config = self.config
        residual = config.get("residual", 0)
        if training and config.get("input_dropout"):
            x = x * masks["input"] / (1 - config["input_dropout"])
        block = x
        for i in range(len(config["hidden"])):
            layer = self.layers[i]
            position = (of_layer(config, i, "normalization") or {}).get("position")
            rate = of_layer(config, i, "dropout") or 0
            x = F.linear(x, layer["w"], layer["b"])
            if position == "before":
                x = self.norm(i, x, training)
            given = dict(of_layer(config, i, "activation"))
            if "slope" in layer:
                given["weight"] = layer["slope"]
            x = FUNCTIONS[given["name"]](x, given)
            if position == "after":
                x = self.norm(i, x, training)
            if training and rate:
                x = x * masks["dropout"][i] / (1 - rate)
            if training and config.get("alpha_dropout"):
                x = limited(x, masks["alpha"][i], config["alpha_dropout"])
            if residual and (i + 1) % residual == 0:
                x = x + (F.linear(block, layer["projection"]) if "projection" in layer else block)
                block = x
        return F.linear(x, self.layers[-1]["w"], self.layers[-1]["b"])


def clip(network, rule):
    if rule["name"] == "value":
        clip_grad_value_(network.parameters(), rule["limit"])
    elif rule["name"] == "norm":
        clip_grad_norm_(network.parameters(), rule["limit"])
    elif rule["name"] == "layer_norm":
        for layer in network.layers:
            clip_grad_norm_(list(layer.values()), rule["limit"])
    elif rule["name"] == "adaptive":
        for layer in network.layers[:-1]:
            for p in layer.values():
                p.grad = torch.tensor(adaptive(p.grad.numpy(), p.detach().numpy(), rule["factor"], rule["epsilon"]), dtype=p.dtype)


class Trainer:
    """Takes steps: backward, gradient norms, clip, penalties, decay, update, max-norm."""

    def __init__(self, network, config):
        self.network, self.config = network, config
        self.penalised = network.weights(config.get("penalize", "weights"))
        self.optimizer = make_optimizer(network, config["optimizer"], config.get("weight_decay"), self.penalised)
        self.eta = config["optimizer"]["learning_rate"]

    def step(self, x, case, rate=None, masks=None, mixed=None):
        """
        mixed: mixup's weight of the samples' own targets, and the case of their partners' (Zhang et al. 2018: the loss is mixed).
        Returns the loss without penalties, the outputs and each layer's gradient norm (weights and biases, before the clip).
        """
        network, config = self.network, self.config
        for p in network.parameters():
            p.grad = None
        z = network.forward(x, True, masks)
        value = loss_of(config["loss"]["name"], z, case)
        if mixed:
            value = mixed[0] * value + (1 - mixed[0]) * loss_of(config["loss"]["name"], z, mixed[1])
        value.backward()
        norms = [float((layer["w"].grad ** 2).sum() + (layer["b"].grad ** 2).sum()) ** 0.5 for layer in network.layers]
        clip(network, config.get("clip", {"name": "none"}))
        with torch.no_grad():
            for w in self.penalised:
                w.grad += config.get("l2", 0) * w + config.get("l1", 0) * torch.sign(w)
        for group in self.optimizer.param_groups:
            group["lr"] = self.eta if rate is None else rate
        self.optimizer.step()
        if config.get("max_norm"):
            limit(network.weights(), config["max_norm"])
        return value.item(), z.detach(), norms
