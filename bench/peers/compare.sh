#!/bin/sh
# Compares Sweep with its peers on this machine; installs the peers from Debian where they are missing (as root).
# All options go to compare.py: --rounds 5, --workloads ABC, --combos 24 for a quick run, --peers-only, --log FILE.
set -eu
cd "$(dirname "$0")"
missing=
for package in python3-torch python3-optuna python3-sklearn libopenblas0-pthread; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "installing$missing" >&2
    apt-get update >&2
    # shellcheck disable=SC2086
    apt-get install -y --no-install-recommends $missing >&2
fi
exec "${PYTHON:-/usr/bin/python3}" compare.py "$@"
