"""What all generators of reference values share: versions, rounding, writing."""
import json
import platform
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(1)
FOLDER = Path(__file__).parent / "data"


def singles(values):
    """Numbers rounded to float32, each as the shortest decimal that gives the same float32 back."""
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    flat = np.asarray(values, dtype=np.float64).astype(np.float32).ravel()
    if not np.isfinite(flat).all():
        raise ValueError("a reference value is not finite in float32")
    return [float(str(v)) for v in flat]


def doubles(values):
    """Numbers to 10 significant digits."""
    return [float(f"{float(v):.10g}") for v in np.asarray(values, dtype=np.float64).ravel()]


def single_exact(array):
    """A float64 array whose values float32 holds exactly."""
    return np.asarray(array, dtype=np.float32).astype(np.float64)


def write(name, content):
    """Writes data/NAME.json: the versions, then the content."""
    FOLDER.mkdir(exist_ok=True)
    versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps({"versions": versions, **content}, separators=(",", ":"), allow_nan=False) + "\n")
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
