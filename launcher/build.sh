# Builds the native library and the solution once; again only when a source is newer than the last build.
build_stamp=$root/.build/built

prepare() {
    check_sdk
    mkdir -p "$root/.build"
    exec 8>"$root/.build/lock"
    flock 8
    choose_packages
    # The compiler server that a build leaves behind must not inherit the lock: it would keep the next command waiting.
    needs_build && build 8>&-
    exec 8>&-
}

build() {
    [ "$packages" = compat ] && install_packages "${debian_packages[@]}"
    [ "$packages" = compat ] && step "building the native library" "$root/.build/logs/native.log" "$root/compat/TorchSharp/native/build.sh"
    step "building with $packages packages (about two minutes the first time)" "$root/.build/logs/build.log" \
        dotnet build "$root/LmmCl.sln" -c Release -nologo -v minimal -p:LmmClPackages="$packages"
    printf '%s\n' "$packages" >"$build_stamp"
}

needs_build() {
    [ -f "$build_stamp" ] || return 0
    [ "$(cat "$build_stamp")" = "$packages" ] || return 0
    [ -n "$(find "$root"/{src,plugins,compat,tests} "$root"/Directory.* "$root"/LmmCl.sln \
        \( -name bin -o -name obj -o -name goldens -o -name __pycache__ \) -prune -o -type f -newer "$build_stamp" -print -quit)" ]
}
