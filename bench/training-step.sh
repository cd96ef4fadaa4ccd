#!/bin/bash
# A training step of all parameters, ours against that of Debian's PyTorch and against the matrix products of its own linear maps.
#   bench/training-step.sh [CHECKPOINT_FOLDER] [THREADS] [STEPS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/require-openblas.sh"
checkpoint=${1:-$here/../models/tiny-ov} threads=${2:-1} steps=${3:-40}
python=${PYTHON:-/usr/bin/python3}
ours=$(mktemp) theirs=$(mktemp) batch=$(mktemp -d)/batch.safetensors

dotnet build "$here/TrainingStep" -c Release -v q -nologo >&2
dotnet run --no-build -c Release --project "$here/TrainingStep" -- batch "$checkpoint" "$batch"
# Alternating rounds: what else the machine does then weighs on both alike.
for round in 1 2 3; do
    dotnet run --no-build -c Release --project "$here/TrainingStep" -- "$checkpoint" "$batch" "$threads" "$steps" >>"$ours"
    OMP_NUM_THREADS=$threads "$python" "$here/../tests/parity/bench_step.py" "$checkpoint" "$batch" --threads "$threads" --steps "$steps" >>"$theirs"
done
"$python" - "$ours" "$theirs" <<'TABLE'
import json, statistics, sys
def median(path, field):
    return statistics.median(time for line in open(path) for time in json.loads(line)[field])
ours, theirs, products = median(sys.argv[1], "seconds"), median(sys.argv[2], "seconds"), median(sys.argv[1], "products")
print(f"training step: LmmCl {ours * 1e3:.1f} ms, PyTorch {theirs * 1e3:.1f} ms, ratio {ours / theirs:.2f}")
print(f"its matrix products alone: {products * 1e3:.1f} ms, ratio {ours / products:.2f}")
TABLE
