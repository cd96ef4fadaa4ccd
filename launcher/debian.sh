# What the tests need beyond the SDK: the parity tests compare with Debian's PyTorch, the event log's start a PostgreSQL server of their own, the
# metrics' a Prometheus, and the page's open it in Chromium.
test_packages=(python3-torch python3-numpy postgresql prometheus chromium chromium-driver slurm-wlm munge)

# installed PACKAGE: is this Debian package here?
installed() {
    [ "$1" = postgresql ] && command -v initdb /usr/lib/postgresql/*/bin/initdb >/dev/null && return
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

# install_test_packages: installs what Debian has, when this user may; otherwise says the one command that does.
install_test_packages() {
    command -v dpkg-query >/dev/null || return 0
    local package missing=() as_root=()
    for package in "${test_packages[@]}"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail "the tests need ${missing[*]}. Run: sudo apt-get install ${missing[*]}"
        as_root=(sudo -n)
    fi
    step "refreshing Debian's package list" "$root/.build/logs/apt-update.log" "${as_root[@]}" apt-get update
    step "installing ${missing[*]}" "$root/.build/logs/apt-install.log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
