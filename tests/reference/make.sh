#!/bin/sh
# Writes all reference values anew into data/. Needs Debian's packages:
# apt-get install -y python3-torch python3-scipy r-base-core r-cran-emmeans r-cran-car
set -eu
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
python=${PYTHON:-/usr/bin/python3}
for part in activations losses normalisation clips schedules dropout max_norm augmentation convolutions optimizers curves conv_curves effect_statistics slopes; do
    "$python" "$part.py"
done
Rscript effects.R
