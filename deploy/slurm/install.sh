#!/usr/bin/env bash
# Installs lmmcl into a folder that all nodes see, with the .NET runtime in it: deploy/slurm/install.sh /shared/lmmcl
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
dotnet publish src/Host -c Release -r linux-x64 --self-contained -p:RunAnalyzers=false -nologo -v quiet -o "$1"
cp -r models "$1/"
echo "Installed. Name it in the executor's settings: program: [$1/LmmCl.Host]"
