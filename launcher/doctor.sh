# Lists what is there, what is missing, and the fix for each. Fails only where something is missing that running needs.
doctor() {
    local wrong=0
    look ".NET SDK" "$(cd "$root" && dotnet --version 2>/dev/null || true)" "install the .NET 10 SDK"
    host_lines
    look "free disk" "$(free_disk)" "free 2 GB: libtorch takes 600 MB where NuGet unpacks it, the build 100 MB, a run as much as its checkpoints"
    optional "NVIDIA driver" "$(nvidia_driver)" "none; everything runs on the CPU"
    optional "PostgreSQL" "$(postgres_version)" "for the tests, and for a store on this machine: apt-get install postgresql"
    optional "PyTorch" "$(/usr/bin/python3 -c 'import torch; print(torch.__version__)' 2>/dev/null || true)" "for the parity tests: apt-get install python3-torch python3-numpy"
    [ "$wrong" -eq 0 ] && printf 'All that is needed is here.\n' || printf '%d missing.\n' "$wrong"
    [ "$wrong" -eq 0 ]
}

# What only the host can say: whether libtorch loads.
host_lines() {
    local said
    if [ ! -f "$host" ]; then
        optional "libtorch" "" "restored and built by the first command, or by ./lmmcl build"
    elif said=$(dotnet "$host" doctor 2>&1); then
        printf '%s\n' "$said"
    else
        look "libtorch" "" "$(tail -n 1 <<<"$said")"
    fi
}

free_disk() {
    local megabytes
    megabytes=$(df -m --output=avail "$root" | tail -n 1)
    [ "$megabytes" -lt 2000 ] || printf '%d GB in %s' $((megabytes / 1000)) "$root"
}

# The driver's own list, and which libtorch is built for it.
nvidia_driver() {
    has_nvidia_driver || return 0
    printf '%s; libtorch for %s' "$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null | paste -sd';' || true)" "$(chosen_torch)"
    [ "$(chosen_torch)" = cuda ] || printf ' (LMMCL_TORCH=cuda ./lmmcl build changes that)'
}

postgres_version() {
    local initdb
    initdb=$(command -v initdb /usr/lib/postgresql/*/bin/initdb | tail -n 1)
    [ -z "$initdb" ] || "$initdb" --version | awk '{print $3}'
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
