# Which packages the build uses: the upstream ones where the feed has all of them, our subsets in compat/ otherwise.
packages_record=$root/.build/packages

# Probes the feed once and remembers the answer and the reason; LMMCL_PACKAGES=upstream|compat overrides it.
choose_packages() {
    if [ -n "${LMMCL_PACKAGES:-}" ]; then
        case "$LMMCL_PACKAGES" in
            upstream | compat) packages=$LMMCL_PACKAGES ;;
            *) fail "LMMCL_PACKAGES is '$LMMCL_PACKAGES'; it can be 'upstream' or 'compat'." ;;
        esac
        return
    fi
    [ -s "$packages_record" ] || probe_feed
    packages=$(head -n 1 "$packages_record")
}

probe_feed() {
    local log=$root/.build/logs/probe.log probe=$root/.build/probe missing
    mkdir -p "$probe" "$(dirname "$log")"
    {
        printf '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup><TargetFramework>net10.0</TargetFramework><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>\n  <ItemGroup>\n'
        sed -n '/Named by the design/,/<\/ItemGroup>/{/compat/d;s/ *<PackageVersion Include="\([^"]*\)" Version="\([^"]*\)".*/    <PackageReference Include="\1" Version="[\2]" \/>/p}' "$root/Directory.Packages.props"
        printf '  </ItemGroup>\n</Project>\n'
    } >"$probe/probe.csproj"
    # An empty props file keeps this repository's own settings out of the probe.
    printf '<Project />\n' | tee "$probe/Directory.Build.props" "$probe/Directory.Build.targets" "$probe/Directory.Packages.props" >/dev/null
    if timeout 300 dotnet restore "$probe/probe.csproj" >"$log" 2>&1; then
        printf 'upstream\nthe feed has every package that the design names\n' >"$packages_record"
    else
        # A package that is not there, not in this version, or that another one needs in a version that is not there.
        missing=$(sed -nE 's/.*Unable to find package ([A-Za-z0-9.-]+[A-Za-z0-9])( with version \(= ([^)]*)\))?.*/\1 \3/p; s/.* but ([A-Za-z0-9.-]+ [0-9][^ ]*) was not found.*/\1/p' "$log" \
            | sed 's/ $//' | sort -u | paste -sd, | sed 's/,/, /g')
        printf 'compat\n%s\n' "the feed lacks ${missing:-something, or cannot be reached}" >"$packages_record"
    fi
    say "packages: $(head -n 1 "$packages_record") ($(tail -n 1 "$packages_record")); delete .build/packages to ask the feed again"
}
