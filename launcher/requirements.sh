# What has to be on the machine, and how it gets there.
debian_packages=(libtorch-dev libopenblas0-openmp libturbojpeg0 cmake g++)

check_sdk() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing. Install it (Debian: apt-get install dotnet-sdk-10.0 from Microsoft's feed) and run this again."
    local version
    version=$(cd "$root" && dotnet --version 2>/dev/null) || fail "no .NET SDK here satisfies global.json, which asks for 10.0. Install the .NET 10 SDK; found: $(cd / && dotnet --version 2>/dev/null || echo none)."
    [ "${version%%.*}" -ge 10 ] || fail "the .NET SDK is $version; LmmCl needs 10.0. Install the .NET 10 SDK."
}

# installed PACKAGE: is this Debian package here?
installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

# What the tests need beyond that: the parity tests compare with Debian's PyTorch, and the event log's start a PostgreSQL server of their own.
test_packages=(python3-torch python3-numpy postgresql)

missing_packages() {
    local package
    for package in "$@"; do
        case "$package" in
            cmake | g++) command -v "$package" >/dev/null && continue ;;
            postgresql) command -v initdb /usr/lib/postgresql/*/bin/initdb >/dev/null && continue ;;
            libtorch-dev | libopenblas0-openmp) [ -n "${LMMCL_LIBTORCH:-}" ] && continue ;;
        esac
        installed "$package" || printf '%s\n' "$package"
    done
}

# install_packages PACKAGE...: installs what Debian has, when this user may; otherwise says the one command that does.
install_packages() {
    command -v dpkg-query >/dev/null || return 0
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail "missing: ${missing[*]}. Run: sudo apt-get install ${missing[*]} (or point LMMCL_LIBTORCH at a libtorch folder)."
        as_root=(sudo -n)
    fi
    step "refreshing Debian's package list" "$root/.build/logs/apt-update.log" "${as_root[@]}" apt-get update
    step "installing ${missing[*]}" "$root/.build/logs/apt-install.log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
