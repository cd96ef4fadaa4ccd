# Sourced by benchmarks against Debian's PyTorch: with the reference BLAS, which some machines have instead, it multiplies ten times slower.
if [[ ${PYTHON:-/usr/bin/python3} == /usr/bin/python3 && $(readlink -f /usr/lib/*-linux-gnu/libblas.so.3) != *openblas* ]]; then
    echo "Debian's PyTorch would multiply with the reference BLAS here. Install OpenBLAS: apt-get install libopenblas0-pthread" >&2
    exit 1
fi
