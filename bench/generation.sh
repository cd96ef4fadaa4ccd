#!/bin/bash
# Prefill and decoding of a checkpoint of OneVision-0.5B's shape, ours against Debian's PyTorch, and a batch of eight against one row.
#   bench/generation.sh [THREADS] [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/require-openblas.sh"
threads=${1:-1} rounds=${2:-3}
python=${PYTHON:-/usr/bin/python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

dotnet build "$here/RealShape" -c Release -v q -nologo >&2
ours() { dotnet run --no-build -c Release --project "$here/RealShape" -- "$@"; }
ours make "$folder/model" "$here/../tests/goldens/families/llava_onevision/checkpoint"
# Alternating rounds: what else the machine does then weighs on both alike.
for round in 1 2; do
    ours generate "$folder/model" "$threads" "$rounds" >>"$folder/ours"
    OMP_NUM_THREADS=$threads "$python" "$here/generation.py" "$threads" "$rounds" >>"$folder/theirs"
done
"$python" - "$folder/ours" "$folder/theirs" <<'TABLE'
import json, statistics, sys
def median(path, rows, part):
    lines = [json.loads(line) for line in open(path)]
    return statistics.median(rate for line in lines if line["rows"] == rows for rate in line[part])
for part in ("prefill", "decode"):
    for rows in (1, 8):
        ours, theirs = median(sys.argv[1], rows, part), median(sys.argv[2], rows, part)
        print(f"{part}, {rows} row(s): LmmCl {ours:.1f} tokens/s, PyTorch {theirs:.1f} tokens/s, ratio {ours / theirs:.2f}")
    print(f"{part}: eight rows against one: {median(sys.argv[1], 8, part) / median(sys.argv[1], 1, part):.2f}")
TABLE
