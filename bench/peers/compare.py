#!/usr/bin/python3
"""
Runs Sweep and its peers in turn, several rounds in one session, and prints medians and ratios with least and greatest value.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OURS, TORCHSHARP = "sweep", "sweep_torchsharp"
PEERS = {
    "A": [TORCHSHARP, "pytorch_eager", "pytorch_fused", "optuna_pytorch", "sklearn_mlp"],
    "B": [TORCHSHARP, "pytorch_eager", "sklearn_mlp"],
    "C": [TORCHSHARP, "pytorch_eager", "pytorch_fused", "sklearn_mlp"],
}


def run(command):
    """The JSON line that a contestant prints last; its whole output is shown when there is none."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        raise SystemExit(f"{' '.join(command)} failed with exit code {done.returncode}:\n{done.stdout}{done.stderr}")
    return json.loads(lines[-1])


def command(contestant, workload, options):
    if contestant in (OURS, TORCHSHARP):
        torch = (["-p:Torch=true"], ["--engine", "torch"]) if contestant == TORCHSHARP else ([], [])
        ours = ["dotnet", "run", "--no-build", "-c", "Release", "--project", "bench/Trial", *torch[0], "--", workload, *torch[1]]
        return ours + (["--combos", str(options.combos)] if workload == "A" and options.combos != 120 else [])
    peer = [options.python, str(HERE / f"{contestant}.py"), workload]
    return peer + (["--combos", str(options.combos), "--processes", str(options.processes)] if workload == "A" else [])


def leave_out(contestant):
    for contestants in PEERS.values():
        contestants.remove(contestant)


def rate(workload, line):
    return line["trials"] / line["seconds"] if workload == "A" else line["gflops"]


def spread(values):
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def table(workload, rates, arithmetic, peaks, processes):
    unit = "trials/s" if workload == "A" else "GFLOP/s"
    threads = processes if workload == "A" else 1
    print(f"\n### Workload {workload}\n\n| contestant | {unit}: median (min to max) | of the FMA peak of {threads} thread{'s' if threads > 1 else ''} | {OURS} is faster by: medians (per round, min to max) |\n|---|---|---|---|")
    for name, values in rates.items():
        share = f"{median(arithmetic[name]) / (median(peaks) * threads):.0%}" if peaks else "not measured"
        ratio = "-"
        if OURS in rates and name != OURS:
            rounds = [a / b for a, b in zip(rates[OURS], values)]
            ratio = f"{median(rates[OURS]) / median(values):.2f} ({min(rounds):.2f} to {max(rounds):.2f})"
        print(f"| {name} | {spread(values)} | {share} | {ratio} |")


def machine(options):
    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.machine())
    versions = subprocess.run([options.python, "-c", "import torch, sklearn, optuna, numpy; print('PyTorch', torch.__version__, 'scikit-learn', sklearn.__version__, 'Optuna', optuna.__version__, 'numpy', numpy.__version__)"], capture_output=True, text=True, check=True).stdout.strip()
    blas = Path("/usr/lib/x86_64-linux-gnu/libblas.so.3")
    print(f"{cpu}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n{versions}, BLAS {blas.resolve() if blas.exists() else 'not found'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workloads", default="ABC")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--combos", type=int, default=120, help="combinations of workload A")
    parser.add_argument("--processes", type=int, default=2, help="processes or threads of workload A")
    parser.add_argument("--peers-only", action="store_true", help="leave Sweep out")
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--log", type=Path, help="file to add every line to")
    options = parser.parse_args()

    with_ours = not options.peers_only
    if with_ours:
        subprocess.run(["dotnet", "build", "-c", "Release", "bench/Trial", "-v", "quiet"], cwd=ROOT, check=True, stdout=sys.stderr)
        if subprocess.run(["dotnet", "build", "-c", "Release", "bench/Trial", "-v", "quiet", "-p:Torch=true"], cwd=ROOT, stdout=sys.stderr).returncode:
            print(f"{TORCHSHARP} is left out: it could not be built", file=sys.stderr)
            leave_out(TORCHSHARP)
    else:
        leave_out(TORCHSHARP)
    machine(options)
    peaks, lines = [], {w: {} for w in options.workloads}
    for number in range(options.rounds):
        if with_ours:
            peaks.append(run(command(OURS, "peak", options))["peak_gflops"])
        for workload in options.workloads:
            contestants = ([OURS] if with_ours else []) + PEERS[workload]
            # Another one begins each round, so that no one always runs on a cool or a hot machine.
            shift = number % len(contestants)
            for contestant in contestants[shift:] + contestants[:shift]:
                line = {"round": number + 1, "contestant": contestant, **run(command(contestant, workload, options))}
                lines[workload].setdefault(contestant, []).append(line)
                print(json.dumps(line), file=sys.stderr, flush=True)
                if options.log:
                    with options.log.open("a") as log:
                        log.write(json.dumps(line) + "\n")
    if peaks:
        print(f"FMA peak of one thread, measured in the same session: {spread(peaks)} GFLOP/s")
    for workload in options.workloads:
        ordered = {c: lines[workload][c] for c in [OURS] + PEERS[workload] if c in lines[workload]}
        table(workload, {c: [rate(workload, x) for x in v] for c, v in ordered.items()}, {c: [x["gflops"] for x in v] for c, v in ordered.items()}, peaks, options.processes)


if __name__ == "__main__":
    main()
