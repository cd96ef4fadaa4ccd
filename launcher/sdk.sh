# The one thing that has to be on the machine.
check_sdk() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing. Install it (https://dot.net, or a package of your system) and run this again."
    local version
    version=$(cd "$root" && dotnet --version 2>/dev/null) || fail "no .NET SDK here satisfies global.json, which asks for 10.0. Install the .NET 10 SDK; found: $(cd / && dotnet --version 2>/dev/null || echo none)."
    [ "${version%%.*}" -ge 10 ] || fail "the .NET SDK is $version; LmmCl needs 10.0. Install the .NET 10 SDK."
}
