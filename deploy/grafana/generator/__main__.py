"""Writes the dashboards: python3 deploy/grafana/generator [FOLDER]. What Grafana reads is their output, which is committed with them."""

import json
import pathlib
import sys

import ablation
import cluster
import fleet
import gradients
import sweep

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "dashboards")
for module in (sweep, gradients, ablation, cluster, fleet):
    text = json.dumps(module.board(), indent=2, ensure_ascii=False)
    (folder / f"{module.__name__}.json").write_text(text + "\n", encoding="utf-8")
