# What is there, what is missing, and the fix for each.
doctor() {
    local wrong=0
    look ".NET SDK" "$(cd "$root" && dotnet --version 2>/dev/null || true)" "install the .NET 10 SDK"
    look "packages" "$(paste -sd: "$packages_record" 2>/dev/null | sed 's/:/: /')" "run ./lmmcl build: it asks the feed once"
    look "C++ compiler" "$(g++ -dumpfullversion 2>/dev/null || true)" "apt-get install g++"
    look "cmake" "$(cmake --version 2>/dev/null | awk 'NR==1{print $3}')" "apt-get install cmake"
    look "libtorch" "${LMMCL_LIBTORCH:-$(dpkg-query -W -f='${Version}' libtorch-dev 2>/dev/null || true)}" "apt-get install libtorch-dev, or set LMMCL_LIBTORCH to a libtorch folder"
    look "BLAS with OpenMP" "${LMMCL_LIBTORCH:+comes with LMMCL_LIBTORCH}$(dpkg-query -W -f='${Version}' libopenblas0-openmp 2>/dev/null || true)" "apt-get install libopenblas0-openmp (another OpenBLAS brings a second thread pool and slow steps)"
    look "JPEG library" "$(dpkg-query -W -f='${Version}' libturbojpeg0 2>/dev/null || true)" "apt-get install libturbojpeg0"
    look "native library" "$([ -f "$root/.build/native/liblmmcl_torch.so" ] && echo built)" "run ./lmmcl build"
    look "host" "$([ -f "$root/src/Host/bin/Release/net10.0/LmmCl.Host.dll" ] && echo built)" "run ./lmmcl build"
    look "free disk" "$(df -h --output=avail "$root" | tail -n 1 | tr -d ' ')" "free some space"
    optional "GPU" "$(nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null | head -n 1 || true)" "none seen; everything runs on the CPU"
    optional "PyTorch (parity tests)" "$(/usr/bin/python3 -c 'import torch; print(torch.__version__)' 2>/dev/null || true)" "apt-get install python3-torch to run the parity tests"
    [ "$wrong" -eq 0 ] && printf 'All that is needed is here.\n' || printf '%d missing.\n' "$wrong"
    [ "$wrong" -eq 0 ]
}

look() {
    if [ -n "$2" ]; then
        printf '  ok       %-24s %s\n' "$1" "$2"
    else
        printf '  MISSING  %-24s fix: %s\n' "$1" "$3"
        wrong=$((wrong + 1))
    fi
}

optional() {
    if [ -n "$2" ]; then printf '  ok       %-24s %s\n' "$1" "$2"; else printf '  -        %-24s %s\n' "$1" "$3"; fi
}
