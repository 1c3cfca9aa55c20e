#!/usr/bin/env python3
"""Reads a store in MLflow's file layout and prints its experiments and runs as one JSON object.

Independent of the engine and of MLflow; follows mlflow/store/tracking/file_store.py (c7bb896) and the rules for names in
mlflow/utils/validation.py. Anything that MLflow would refuse ends it with an error.

usage: read_mlflow.py FOLDER
"""
import json
import os
import posixpath
import re
import sys

NAMES = re.compile(r"^[/\w.\- ]*$")
RUN_ID = re.compile(r"^[a-zA-Z0-9][\w\-]{0,255}$")
EXPERIMENT_ID = re.compile(r"^[a-zA-Z0-9][\w\-]{0,63}$")
STATUS = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}
RESERVED = ("tags", "datasets", "traces")


def meta(folder):
    """meta.yaml: one flat mapping of JSON's scalars, which are YAML's."""
    found = {}
    with open(os.path.join(folder, "meta.yaml"), encoding="utf-8") as file:
        for line in file:
            name, value = line.rstrip("\n").split(": ", 1)
            found[name] = json.loads(value)
    return found


def check(name):
    normal = posixpath.normpath(name)
    if not NAMES.match(name) or normal != name or normal == "." or normal.startswith("..") or normal.startswith("/") or len(name) > 250:
        raise ValueError(f"MLflow takes no name '{name}'")
    return name


def files(folder):
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, encoding="utf-8", newline="") as file:
                yield check(os.path.relpath(path, folder)), file.read()


def history(text):
    points = []
    for line in text.splitlines():
        parts = line.strip().split(" ")
        if len(parts) not in (2, 3):
            raise ValueError(f"metric line of {len(parts)} fields")
        value = float(parts[1])
        points.append([int(parts[0]), value if abs(value) < float("inf") else str(value), int(parts[2])])
    if not points:
        raise ValueError("a metric without data")
    return points


def run(folder, experiment):
    info = meta(folder)
    if info["experiment_id"] != experiment or info["run_id"] != os.path.basename(folder) or not RUN_ID.match(info["run_id"]):
        raise ValueError(f"{folder}: meta.yaml is of another run")
    params = dict(files(os.path.join(folder, "params")))
    if any(len(value) > 6000 for value in params.values()):
        raise ValueError("a param is too long")
    return {
        "name": info["run_name"], "status": STATUS[info["status"]], "start": info["start_time"], "end": info["end_time"],
        "stage": info["lifecycle_stage"], "artifact_uri": info["artifact_uri"], "params": params,
        "tags": dict(files(os.path.join(folder, "tags"))),
        "metrics": {name: history(text) for name, text in files(os.path.join(folder, "metrics"))},
    }


def main(root):
    experiments = {}
    for name in os.listdir(root):
        folder = os.path.join(root, name)
        if not os.path.isdir(folder) or name in (".trash", "models"):
            continue
        info = meta(folder)
        if info["experiment_id"] != name or not EXPERIMENT_ID.match(name):
            raise ValueError(f"{folder}: meta.yaml is of another experiment")
        runs = {r: run(os.path.join(folder, r), name) for r in os.listdir(folder) if r not in RESERVED and os.path.isdir(os.path.join(folder, r))}
        experiments[name] = {**info, "tags": dict(files(os.path.join(folder, "tags"))), "runs": runs}
    json.dump(experiments, sys.stdout, sort_keys=True)


main(sys.argv[1])
