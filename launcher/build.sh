# Builds what a command needs, and again only when a source was changed, added or deleted since.

host=$root/src/Host/bin/Release/net10.0/LmmCl.Host.dll

# prepare PART: 'host' is what runs, with the shipped plugins; 'all' is the whole solution, the tests too.
prepare() {
    check_sdk
    # An auditor may have a checkout that is built and cannot be written.
    if ! can_write; then
        needs_build "$1" || return 0
        fail "the sources changed since the last build, and $root/.build cannot be written. Build before you make a read-only copy."
    fi
    mkdir -p "$root/.build"
    exec 8>"$root/.build/lock"
    flock 8
    choose_torch
    # The compiler server that a build leaves behind must not inherit the lock: it would keep the next command waiting.
    needs_build "$1" && build "$1" 8>&-
    exec 8>&-
}

# build PART: what is edited while it builds differs from the stamp, which was taken before, and is built next time.
build() {
    local host_sources all_sources
    host_sources=$(fingerprint host)
    all_sources=$(fingerprint all)
    rm -f "$(stamp host)" "$(stamp all)"
    if [ "$1" = host ]; then
        # The rules of style and the analyzers are for who changes the code: 'all' applies them, and compiles again what was not checked.
        step "building (about a minute the first time)" "$root/.build/logs/build.log" \
            compile "$root/src/Host" -p:RunAnalyzers=false
    else
        step "building everything (some minutes the first time)" "$root/.build/logs/build.log" \
            compile "$root/LmmCl.sln"
        printf '%s\n' "$all_sources" >"$(stamp all)"
    fi
    printf '%s\n' "$host_sources" >"$(stamp host)"
}

# compile PROJECT [ARGUMENT...]: one compiler process serves all projects, because starting one for each takes longer than compiling. Where the
# environment wants none to stay behind, it ends with the build.
compile() {
    local code=0
    dotnet build "$@" -c Release -nologo -v minimal -p:UseSharedCompilation=true || code=$?
    [ "${UseSharedCompilation:-true}" = true ] || dotnet build-server shutdown --vbcscompiler || true
    return $code
}

needs_build() {
    [ ! -f "$host" ] || [ "$(cat "$(stamp "$1")" 2>/dev/null)" != "$(fingerprint "$1")" ]
}

can_write() { [ -w "$root/.build" ] || { [ ! -e "$root/.build" ] && [ -w "$root" ]; }; }

stamp() { printf '%s/.build/built-%s' "$root" "$1"; }

# fingerprint PART: one line that changes with the name, size or time of any source.
fingerprint() (
    cd "$root"
    sources=(src plugins Directory.*)
    [ "$1" = host ] || sources+=(tests bench templates LmmCl.sln)
    {
        chosen_torch
        find "${sources[@]}" \( -name bin -o -name obj -o -name goldens -o -name __pycache__ \) -prune -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort
    } | sha256sum
)
