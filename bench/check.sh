#!/bin/bash
# The check of an experiment before it runs: every record and every picture, the first time and again.
#   bench/check.sh [RECORDS]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
records=${1:-100000}
host=$root/src/Host/bin/Release/net10.0/LmmCl.Host.dll
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$root/lmmcl" build
python3 - "$folder" "$records" <<'DATA'
import json, pathlib, random, struct, sys, zlib
folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
draw = random.Random(5)
def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
def picture(path):
    rows = b"".join(b"\0" + draw.randbytes(3 * 32) for _ in range(32))
    header = struct.pack(">IIBBBBB", 32, 32, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))
def record(number, answer):
    name = f"pictures/{number // 1000}/{number}.png"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    picture(folder / name)
    question = "<image>\nWhat is shown? " + " ".join(draw.choices(["a", "red", "small", "bird", "above", "the", "left", "corner"], k=30))
    return {"id": f"{number}", "image": name, "conversations": [{"from": "human", "value": question}, {"from": "gpt", "value": answer}]}
(folder / "train.json").write_text(json.dumps([record(i, " ".join(draw.choices(["yes", "a", "bird"], k=8))) for i in range(count)]))
(folder / "test.json").write_text(json.dumps([record(count + i, draw.choice("AB")) for i in range(50)]))
(folder / "world.yaml").write_text(
    "skills:\n  - { id: birds, train: train.json, images: ., test: test.json, scorer: option-letter, answer_form: option letter }\nbenchmarks: []\n")
DATA
cat >"$folder/experiment.yaml" <<YAML
experiment: checked
model: $root/models/tiny-ov
world: world.yaml
method: SelectiveTuning
settings: { recipe: sa_proj }
YAML
# What was found in order is remembered in the folder of runs, if there is one.
mkdir "$folder/runs"
python3 - "$host" "$folder" "$records" <<'TIME'
import resource, subprocess, sys, time
host, folder, records = sys.argv[1:]
for name in ("first", "second"):
    started = time.time()
    done = subprocess.run(["dotnet", host, "run", f"{folder}/experiment.yaml", "--dry-run", "--runs", f"{folder}/runs"], capture_output=True, text=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{name} check of {records} records and pictures: {time.time() - started:.1f} s, peak {peak:.0f} MB, exit code {done.returncode}")
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
TIME
