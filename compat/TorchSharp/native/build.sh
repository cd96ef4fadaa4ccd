#!/bin/sh
# Builds .build/native/liblmmcl_torch.so against the libtorch of this machine, when a source is newer than the library.
# Where libtorch comes from: LMMCL_LIBTORCH (a folder with include/ and lib/), else Debian's libtorch-dev, else a Python torch folder.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/.build/native

fail() { echo "lmmcl native library: $1" >&2; exit 2; }

command -v cmake >/dev/null || fail "cmake is missing. Fix: apt-get install cmake."
command -v g++ >/dev/null || fail "g++ is missing. Fix: apt-get install g++."

multiarch=$(g++ -print-multiarch)
if [ -n "${LMMCL_LIBTORCH:-}" ]; then
    include=$LMMCL_LIBTORCH/include lib=$LMMCL_LIBTORCH/lib
    [ -e "$lib/libtorch.so" ] || fail "LMMCL_LIBTORCH=$LMMCL_LIBTORCH holds no lib/libtorch.so. Point it at a folder with include/ and lib/."
elif [ -e "/usr/lib/$multiarch/libtorch.so" ] && [ -d /usr/include/ATen ]; then
    include=/usr/include lib=/usr/lib/$multiarch
else
    # Asked by path, because importing torch takes seconds.
    folder=$(python3 -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null)
    [ -n "$folder" ] && [ -e "$folder/lib/libtorch.so" ] ||
        fail "no libtorch found. Fix: apt-get install libtorch-dev libopenblas0-openmp cmake g++, or set LMMCL_LIBTORCH to a libtorch folder."
    include=$folder/include lib=$folder/lib
fi

mkdir -p "$out"
exec 9>"$out/.lock"
flock 9
library=$out/liblmmcl_torch.so
if [ -e "$library" ] && [ "$(cat "$out/.libtorch" 2>/dev/null)" = "$lib" ] &&
    [ -z "$(find "$here" "$lib/libtorch.so" -type f -newer "$library" -print -quit)" ]; then
    exit 0
fi

echo "building the native library against $lib (about a minute, once)"
log=$out/build.log
{ cmake -S "$here" -B "$out" -DCMAKE_BUILD_TYPE=Release "-DLIBTORCH_INCLUDE=$include" "-DLIBTORCH_LIB=$lib" &&
    cmake --build "$out" --parallel 2; } >"$log" 2>&1 || { tail -n 40 "$log" >&2; fail "the build failed; the whole log is in $log"; }
touch "$library"
printf '%s' "$lib" >"$out/.libtorch"
