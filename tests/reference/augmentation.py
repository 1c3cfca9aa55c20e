"""Every augmentation of src/Core/Configuration/Augmentation.cs on batches whose random numbers are the engine's own (draws.py)."""
import math

import torch
import torch.nn.functional as F
import numpy as np

import draws
from common import single_exact, singles, write

HEIGHT, WIDTH = 6, 9


def moved(picture, down, right, angle, scale):
    """
    One image turned and scaled about its middle, then shifted; bilinear, 0 outside. affine_grid tells for each place of the
    result the place it comes from, in units of half the height and width.
    """
    height, width = picture.shape
    sin, cos = math.sin(angle) / scale, math.cos(angle) / scale
    theta = [[cos, sin * height / width, -2 / width * (sin * down + cos * right)],
             [-sin * width / height, cos, -2 / height * (cos * down - sin * right)]]
    grid = F.affine_grid(torch.tensor([theta], dtype=picture.dtype), [1, 1, height, width], align_corners=False)
    return F.grid_sample(picture[None, None], grid, "bilinear", "zeros", align_corners=False)[0, 0]


def cut(picture, side, middle):
    """DeVries and Taylor 2017; at the border the square is smaller."""
    top, left = middle[0] - side // 2, middle[1] - side // 2
    result = picture.clone()
    result[max(0, top):max(0, top + side), max(0, left):max(0, left + side)] = 0
    return result


def augmented(x, shape, rules, key, step):
    """A batch (rows × features) as a step meets it, mixup's weight and partners: images first, then mixup, noise, features dropped."""
    if any(rules.get(k) for k in ("shift", "rotate", "scale", "cutout")):
        pictures = []
        for sample, picture in enumerate(x.reshape(-1, *shape)):
            down, right, angle, scale, middle = draws.image(key, step, sample, shape, rules)
            if any(rules.get(k) for k in ("shift", "rotate", "scale")):
                picture = moved(picture, down, right, angle, scale)
            pictures.append(cut(picture, rules.get("cutout", 0), middle))
        x = torch.stack(pictures).reshape(len(x), -1)
    weight, partners = draws.mixup(key, step, rules["mixup"], len(x)) if rules.get("mixup") else (1.0, list(range(len(x))))
    x = weight * x + (1 - weight) * x[partners]
    if rules.get("noise"):
        x = x + rules["noise"] * torch.tensor(draws.normals(key, draws.NOISE, step, x.numel()), dtype=x.dtype).reshape(x.shape)
    if rules.get("feature_dropout"):
        x = x * torch.tensor(draws.kept(key, draws.FEATURE_DROPOUT, step, rules["feature_dropout"], x.numel()), dtype=x.dtype).reshape(x.shape)
    return x, weight, partners


def main():
    rng = np.random.Generator(np.random.Philox(8))
    x = torch.tensor(single_exact(rng.normal(0, 1, (11, HEIGHT * WIDTH))))
    y = torch.tensor(single_exact(rng.dirichlet(np.ones(3), len(x))))
    rules = [{"shift": 1}, {"shift": 3}, {"rotate": 15.0}, {"rotate": 180.0}, {"scale": 0.1}, {"scale": 0.9}, {"cutout": 1}, {"cutout": 4}, {"cutout": 20},
             {"shift": 2, "rotate": 45.0, "scale": 0.3}, {"shift": 1, "rotate": 15.0, "scale": 0.1, "cutout": 3},
             {"mixup": 0.2}, {"mixup": 1.0}, {"mixup": 8.0}, {"noise": 0.25}, {"feature_dropout": 0.3},
             {"shift": 1, "rotate": 15.0, "scale": 0.1, "cutout": 3, "mixup": 0.4, "noise": 0.1, "feature_dropout": 0.125}]
    cases = []
    for number, rule in enumerate(rules):
        key, step = int(rng.integers(1 << 63)), number
        to, weight, partners = augmented(x, (HEIGHT, WIDTH), rule, key, step)
        cases.append({**rule, "key": str(key), "step": step, "x": singles(to), "y": singles(weight * y + (1 - weight) * y[partners])})
    write("augmentation", {"height": HEIGHT, "width": WIDTH, "rows": len(x), "outputs": y.shape[1], "inputs": singles(x), "targets": singles(y), "cases": cases})


if __name__ == "__main__":
    main()
