#!/bin/bash
# A training step of all parameters, ours against PyTorch's, one after the other on the same libtorch build and threads.
#   bench/training-step.sh [CHECKPOINT_FOLDER] [THREADS] [STEPS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
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
ours, theirs = ([time for line in open(path) for time in json.loads(line)["seconds"]] for path in sys.argv[1:])
a, b = statistics.median(ours), statistics.median(theirs)
print(f"training step, median of {len(ours)}: LmmCl {a * 1e3:.2f} ms, PyTorch {b * 1e3:.2f} ms, ratio {a / b:.2f}")
TABLE
