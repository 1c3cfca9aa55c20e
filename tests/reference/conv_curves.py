"""Whole trainings of small convolutional networks on PyTorch's autograd: what engine torch must reproduce end to end."""
import numpy as np
import torch
import torch.nn.functional as F

from activations import FUNCTIONS
from clips import adaptive
from common import doubles, single_exact, singles, write
from curves import deviation
from optimizers import o
from update_rules import make_optimizer

HEIGHT, WIDTH, CLASSES, ROWS, HELD_OUT, BATCH, EPOCHS = 7, 6, 3, 26, 12, 8, 5
BN_EPSILON, BN_MOMENTUM = 1e-5, 0.1


def a(name, **fields):
    return {"name": name, **fields}


def stage(channels, kernel=3, stride=1, pool=1, **more):
    return {"channels": channels, "kernel": kernel, "stride": stride, "pool": pool, **more}


CASES = [
    {"conv": [stage(4)], "hidden": [], "activation": a("tanh"), "optimizer": o("sgd", 0.1)},
    {"conv": [stage(4, pool=2, batch_norm="before"), stage(5, stride=2)], "hidden": [8], "activation": a("silu"), "optimizer": o("sgd", 0.05, momentum=0.9)},
    {"conv": [stage(3, kernel=5, batch_norm="after", activation=a("elu", alpha=1.0)), stage(4, pool=3)], "hidden": [6], "activation": a("tanh"), "optimizer": o("adam", 0.01), "l2": 0.01},
    {"conv": [stage(4, kernel=1), stage(4, residual=True, batch_norm="before")], "hidden": [6], "activation": a("gelu"), "optimizer": o("sgd", 0.05, momentum=0.9)},
    {"conv": [stage(3), stage(6, stride=2, residual=True, pool=2)], "hidden": [], "activation": a("prelu", slope=0.2), "optimizer": o("adam", 0.01), "clip": a("adaptive", factor=0.1, epsilon=1e-3)},
    {"conv": [stage(4, residual=True)], "hidden": [5], "activation": a("softplus"), "optimizer": o("sgd", 0.02), "max_norm": 0.9},
    {"conv": [stage(6, pool=2, dropout=0.25), stage(8, dropout=0.5, batch_norm="before")], "hidden": [10], "activation": a("tanh"), "optimizer": o("sgd", 0.05, momentum=0.9), "dropout": 0.25},
]


class Layer:
    """One layer as the engine numbers them: its parameters and, for a convolution, its sizes."""

    def __init__(self, rng, config, fan_in, units, kernel=0, stride=1, padding=0, pool=1, norm=None, activation=None, dropout=0.0, skip=None):
        self.kernel, self.stride, self.padding, self.pool = kernel, stride, padding, pool
        self.norm, self.activation, self.dropout, self.skip, self.units = norm, activation, dropout, skip, units
        area = kernel * kernel if kernel else 1
        self.values = {"w": rng.normal(0, (1.5 / (fan_in * area)) ** 0.5, (units, fan_in, kernel, kernel) if kernel else (units, fan_in)), "b": rng.normal(0, 0.1, units)}
        if skip and skip["projects"]:
            self.values["projection"] = rng.normal(0, (1 / skip["channels"]) ** 0.5, (units, skip["channels"], 1, 1))
        if norm:
            self.values |= {"gamma": rng.normal(1, 0.1, units), "beta": rng.normal(0, 0.1, units)}
        if activation and activation["name"] == "prelu":
            self.values["slope"] = np.array([activation["slope"]])
        self.values = {k: single_exact(v) for k, v in self.values.items()}


def layers_of(rng, config):
    layers, channels, height, width = [], 1, HEIGHT, WIDTH
    for s in config["conv"]:
        activation = s.get("activation", config["activation"])
        shared = {"norm": s.get("batch_norm"), "activation": activation}
        into, stride = channels, s["stride"]
        if s.get("residual"):
            layers.append(Layer(rng, config, channels, s["channels"], s["kernel"], stride, s["kernel"] // 2, **shared))
            channels = s["channels"]
            skip = {"from": len(layers) - 1, "channels": into, "stride": stride, "projects": into != channels or stride != 1}
            layers.append(Layer(rng, config, channels, channels, s["kernel"], 1, s["kernel"] // 2, s["pool"], dropout=s.get("dropout", 0), skip=skip, **shared))
        else:
            layers.append(Layer(rng, config, channels, s["channels"], s["kernel"], stride, s["kernel"] // 2, s["pool"], dropout=s.get("dropout", 0), **shared))
            channels = s["channels"]
        height, width = ((height - 1) // stride + 1) // s["pool"], ((width - 1) // stride + 1) // s["pool"]
    units = channels * height * width
    for hidden in config["hidden"]:
        layers.append(Layer(rng, config, units, hidden, activation=config["activation"], dropout=config.get("dropout", 0)))
        units = hidden
    layers.append(Layer(rng, config, units, CLASSES))
    return layers


class Network:
    def __init__(self, layers, dtype):
        self.plans = layers
        self.layers = [{k: torch.tensor(v, dtype=dtype, requires_grad=True) for k, v in layer.values.items()} for layer in layers]
        self.running = [(torch.zeros(p.units, dtype=dtype), torch.ones(p.units, dtype=dtype)) for p in layers]

    def parameters(self):
        return [p for layer in self.layers for p in layer.values()]

    def weights(self):
        return [layer[k] for layer in self.layers for k in ("w", "projection") if k in layer]

    def norm(self, i, v, training):
        return F.batch_norm(v, *self.running[i], self.layers[i]["gamma"], self.layers[i]["beta"], training, BN_MOMENTUM, BN_EPSILON)

    def linear(self, i, x):
        plan, layer = self.plans[i], self.layers[i]
        if plan.kernel:
            return F.conv2d(x, layer["w"], layer["b"], plan.stride, plan.padding)
        return F.linear(x.flatten(1), layer["w"], layer["b"])

    def forward(self, x, training, masks=None, keep=None):
        """keep: takes what each hidden layer's activation is applied to and what it yields."""
        outputs = [x]
        for i, (plan, layer) in enumerate(zip(self.plans, self.layers)):
            x = self.linear(i, outputs[i])
            if not plan.activation:
                return x
            if plan.norm == "before":
                x = self.norm(i, x, training)
            if plan.skip:
                block = outputs[plan.skip["from"]]
                x = x + (F.conv2d(block, layer["projection"], None, plan.skip["stride"]) if "projection" in layer else block)
            given = dict(plan.activation)
            if "slope" in layer:
                given["weight"] = layer["slope"]
            before, x = x, FUNCTIONS[given["name"]](x, given)
            if keep is not None:
                keep.append((before, x, given))
            if plan.norm == "after":
                x = self.norm(i, x, training)
            if plan.pool > 1:
                x = F.max_pool2d(x, plan.pool)
            if training and plan.dropout:
                mask = masks[i]
                x = x * (mask[:, :, None, None] if plan.kernel else mask) / (1 - plan.dropout)
            outputs.append(x)
        raise AssertionError("the last layer has no activation")


def clip(network, rule):
    if rule["name"] == "adaptive":
        for layer in network.layers[:-1]:
            for p in layer.values():
                rows = p.grad.reshape(p.shape[0], -1) if p.dim() > 1 else p.grad
                weights = p.detach().reshape(p.shape[0], -1) if p.dim() > 1 else p.detach()
                p.grad = torch.tensor(adaptive(rows.numpy(), weights.numpy(), rule["factor"], rule["epsilon"]), dtype=p.dtype).reshape(p.shape)


def step(network, optimizer, config, x, y, masks):
    for p in network.parameters():
        p.grad = None
    value = F.cross_entropy(network.forward(x, True, masks), y)
    value.backward()
    norms = [float((layer["w"].grad ** 2).sum() + (layer["b"].grad ** 2).sum()) ** 0.5 for layer in network.layers]
    clip(network, config.get("clip", a("none")))
    with torch.no_grad():
        for w in network.weights():
            w.grad += config.get("l2", 0) * w
    optimizer.step()
    if config.get("max_norm"):
        with torch.no_grad():
            for w in network.weights():
                norm = w.flatten(1).norm(dim=1)
                factor = torch.where(norm > config["max_norm"], config["max_norm"] / norm, torch.ones_like(norm))
                w.mul_(factor.reshape(-1, *[1] * (w.dim() - 1)))
    return value.item(), norms


def jacobian_norms(network, x):
    """Of each layer the spectral norm of diag(phi')·(scale·W), its whole matrix written out, mean over the samples; of the output layer that of W."""
    kept = []
    with torch.no_grad():
        network.forward(x, False, keep=kept)
    shapes, size = [], x[:1]
    norms = []
    for i, (plan, layer) in enumerate(zip(network.plans, network.layers)):
        inputs = size.shape[1:] if plan.kernel else (int(np.prod(size.shape[1:])),)
        matrix = torch.autograd.functional.jacobian(lambda v: (network.linear(i, v.reshape(1, *inputs)) - layer["b"].reshape(1, -1, *[1] * (len(inputs) - 1))).flatten(), torch.zeros(int(np.prod(inputs)), dtype=x.dtype))
        if not plan.activation:
            norms.append(float(torch.linalg.svdvals(matrix)[0]))
            break
        before, activated, given = kept[i]
        leaf = before.detach().requires_grad_(True)
        slopes, = torch.autograd.grad(FUNCTIONS[given["name"]](leaf, {k: (v.detach() if torch.is_tensor(v) else v) for k, v in given.items()}).sum(), leaf)
        if plan.norm:
            scale = layer["gamma"] / (network.running[i][1] + BN_EPSILON).sqrt()
            slopes = slopes * scale.reshape(1, -1, *[1] * (slopes.dim() - 2))
        norms.append(float(np.mean([float(torch.linalg.svdvals(s.flatten()[:, None].detach() * matrix)[0]) for s in slopes])))
        size = F.max_pool2d(activated, plan.pool) if plan.pool > 1 else activated
    return norms


def train(config, plans, data, orders, masks, dtype):
    network = Network(plans, dtype)
    optimizer = make_optimizer(network, config["optimizer"], config.get("weight_decay"), network.weights())
    x, y = torch.tensor(data["inputs"], dtype=dtype).reshape(-1, 1, HEIGHT, WIDTH), torch.tensor(data["labels"])
    losses, norms, validation, at = [], [], [], 0
    for order in orders:
        total = 0.0
        for start in range(0, ROWS, BATCH):
            rows = order[start:start + BATCH]
            of_step = [None if m is None else torch.tensor(m, dtype=dtype) for m in masks[at]]
            value, n = step(network, optimizer, config, x[rows], y[rows], of_step)
            losses.append(value)
            norms.append(n)
            at += 1
        with torch.no_grad():
            validation.append(F.cross_entropy(network.forward(x[ROWS:], False), y[ROWS:]).item())
    kept = []
    with torch.no_grad():
        network.forward(x[ROWS:], False, keep=kept)
    return {
        "train_loss": losses, "validation_loss": validation, "gradient_norms": norms,
        "final": [{k: v.detach().double().numpy() for k, v in layer.items()} for layer in network.layers],
        "running": [(m.double().numpy(), v.double().numpy()) if p.norm else None for p, (m, v) in zip(plans, network.running)],
        "activations": [(float(z.double().mean()), float(z.double().std(unbiased=False))) for _, z, _ in kept],
        "jacobian": jacobian_norms(network, x[ROWS:ROWS + 4]) if dtype == torch.float64 else [],
    }


def masks_of(rng, plans, orders):
    steps = [len(order[start:start + BATCH]) for order in orders for start in range(0, ROWS, BATCH)]
    return [[(rng.random((rows, p.units)) >= p.dropout).astype(int) if p.dropout else None for p in plans] for rows in steps]


def main():
    rng = np.random.Generator(np.random.Philox(71))
    labels = [int(v) for v in rng.integers(0, CLASSES, ROWS + HELD_OUT)]
    pictures = rng.normal(0, 1, (CLASSES, HEIGHT * WIDTH))
    data = {"inputs": single_exact(np.round(pictures[labels] * 0.6 + rng.normal(0, 1, (ROWS + HELD_OUT, HEIGHT * WIDTH)), 3)), "labels": labels}
    results = []
    for config in CASES:
        plans = layers_of(rng, config)
        orders = [[int(i) for i in rng.permutation(ROWS)] for _ in range(EPOCHS)]
        masks = masks_of(rng, plans, orders)
        wide, narrow = (train(config, plans, data, orders, masks, dtype) for dtype in (torch.float64, torch.float32))
        off = deviation(wide, narrow)
        assert max(off.values()) < 1e-3, f"no float32 program could meet this case: {off}"
        results.append({
            **config, "orders": orders,
            "masks": [["".join(map(str, m.ravel())) if m is not None else "" for m in of_step] for of_step in masks],
            "initial": [{k: singles(v) for k, v in p.values.items()} for p in plans],
            "expected": {
                "train_loss": doubles(wide["train_loss"]), "validation_loss": doubles(wide["validation_loss"]),
                "gradient_norms": [doubles(n) for n in wide["gradient_norms"]],
                "final": [{k: singles(v) for k, v in layer.items()} for layer in wide["final"]],
                "running": [{"mean": singles(r[0]), "variance": singles(r[1])} if r else {} for r in wide["running"]],
                "activations": [{"mean": m, "std": s} for m, s in (doubles(v) for v in wide["activations"])],
                "jacobian": doubles(wide["jacobian"]),
            },
            "float32_deviation": off,
        })
        print(config["activation"]["name"], [f"{v:.4f}" for v in (wide["train_loss"][0], wide["train_loss"][-1])], off)
    write("conv_curves", {
        "height": HEIGHT, "width": WIDTH, "classes": CLASSES, "train_rows": ROWS, "batch": BATCH, "epochs": EPOCHS,
        "inputs": singles(data["inputs"]), "labels": labels, "cases": results,
    })


if __name__ == "__main__":
    main()
