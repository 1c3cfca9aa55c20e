"""Sizes of convolutional networks: what torch.nn makes of images, its parameters and its fans."""
import torch
from torch import nn

from common import write

CASES = [
    {"name": "plain", "height": 8, "width": 8, "classes": 10, "hidden": [64],
     "conv": [{"channels": 16, "kernel": 3, "pool": 2, "batch_norm": "before"}]},
    {"name": "two stages", "height": 28, "width": 28, "classes": 10, "hidden": [128, 32],
     "conv": [{"channels": 6, "kernel": 5, "pool": 2}, {"channels": 16, "kernel": 5, "stride": 2, "pool": 2, "batch_norm": "after"}]},
    {"name": "odd sizes", "height": 9, "width": 13, "classes": 3, "hidden": [],
     "conv": [{"channels": 5, "kernel": 7, "stride": 3}, {"channels": 4, "kernel": 1, "pool": 2}]},
    {"name": "residual", "height": 8, "width": 8, "classes": 10, "hidden": [20],
     "conv": [{"channels": 8}, {"channels": 8, "residual": True, "batch_norm": "before"}, {"channels": 12, "residual": True, "stride": 2, "pool": 2}]},
    {"name": "residual on the image", "height": 11, "width": 7, "classes": 4, "hidden": [9],
     "conv": [{"channels": 3, "kernel": 5, "residual": True, "stride": 2}, {"channels": 1, "kernel": 3, "residual": True}]},
]


def parameters(*modules):
    return sum(p.numel() for m in modules for p in m.parameters())


def layer(modules, weighted, maps, out):
    fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(weighted.weight)
    return {"maps": list(maps.shape[1:]), "out": list(out.shape[1:]), "weight": list(weighted.weight.shape), "fan_in": fan_in, "fan_out": fan_out,
            "parameters": parameters(*modules)}


def convolutions(case):
    x = torch.zeros(1, 1, case["height"], case["width"])
    for stage in case["conv"]:
        channels, kernel, stride = stage["channels"], stage.get("kernel", 3), stage.get("stride", 1)
        pool = nn.MaxPool2d(stage.get("pool", 1))
        normed = stage.get("batch_norm", "none") != "none"

        def convolution(into, by):
            modules = [nn.Conv2d(into, channels, kernel, by, padding=kernel // 2)] + ([nn.BatchNorm2d(channels)] if normed else [])
            return modules, modules[0]

        block = x
        modules, conv = convolution(x.shape[1], stride)
        maps = conv(x)
        residual = stage.get("residual", False)
        x = maps if residual else pool(maps)
        yield layer(modules, conv, maps, x), x
        if residual:
            modules, conv = convolution(channels, 1)
            if block.shape[1] != channels or stride != 1:
                projection = nn.Conv2d(block.shape[1], channels, 1, stride, bias=False)
                modules.append(projection)
                block = projection(block)
            maps = conv(x)
            x = pool(maps + block)
            yield layer(modules, conv, maps, x), x


def layers(case):
    for sizes, x in convolutions(case):
        yield sizes
    flat = x.flatten(1)
    for width in [*case["hidden"], case["classes"]]:
        dense = nn.Linear(flat.shape[1], width)
        flat = dense(flat)
        yield layer([dense], dense, flat, flat)


if __name__ == "__main__":
    write("convolutions", {"cases": [{**case, "layers": list(layers(case))} for case in CASES]})
