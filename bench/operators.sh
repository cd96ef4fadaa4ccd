#!/bin/sh
# One small operator from C# (TorchSharp, libtorch 2.10) and from Python (the PyTorch that is installed), one after the other.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-/usr/bin/python3}
dotnet build bench/Operators -c Release -v q -nologo >/dev/null
ours=$(dotnet bench/Operators/bin/Release/net10.0/LmmCl.Operators.Bench.dll)
theirs=$("$python" bench/operators.py)
echo "$ours $theirs" | awk '{
    printf "%-28s %10s %10s %8s\n", "microseconds per call", "C#", "Python", "ratio"
    printf "%-28s %10.3f %10.3f %8.2f\n", "a + b, both 4x4", $1, $4, $1 / $4
    printf "%-28s %10.3f %10.3f %8.2f\n", "a.view(16)", $2, $5, $2 / $5
    printf "%-28s %10.3f %10.3f %8.2f\n", "a.mul_(1.0)", $3, $6, $3 / $6
}'
