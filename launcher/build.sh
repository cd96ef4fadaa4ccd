# Builds the solution once; again only when a source is newer than the last build.
build_stamp=$root/.build/built

prepare() {
    check_sdk
    mkdir -p "$root/.build"
    exec 8>"$root/.build/lock"
    flock 8
    # The compiler server that a build leaves behind must not inherit the lock: it would keep the next command waiting.
    needs_build && build 8>&-
    exec 8>&-
}

build() {
    step "building (about two minutes the first time)" "$root/.build/logs/build.log" \
        dotnet build "$root/LmmCl.sln" -c Release -nologo -v minimal
    touch "$build_stamp"
}

needs_build() {
    [ -f "$build_stamp" ] || return 0
    [ -n "$(find "$root"/{src,plugins,tests} "$root"/Directory.* "$root"/LmmCl.sln \
        \( -name bin -o -name obj -o -name goldens -o -name __pycache__ \) -prune -o -type f -newer "$build_stamp" -print -quit)" ]
}
