# Packages for plugin authors: nothing is published to a feed, so a folder serves as one.
author_packages=(src/Abstractions/LmmCl.Abstractions.csproj src/Testing/LmmCl.Testing.csproj templates/LmmCl.Templates.csproj)

# make_packages FOLDER: writes LmmCl.Abstractions, LmmCl.Testing and LmmCl.Templates.
make_packages() {
    [ $# -eq 1 ] || fail "name one folder to write the packages to: lmmcl packages FOLDER"
    mkdir -p "$1" || fail "the folder '$1' cannot be made."
    local folder project
    folder=$(cd "$1" && pwd)
    for project in "${author_packages[@]}"; do
        step "packing $(basename "$project" .csproj)" "$root/.build/logs/pack.log" \
            dotnet pack "$root/$project" -c Release -nologo -v quiet -p:RunAnalyzers=false -o "$folder"
    done
    forget_unpacked
    say "packages for plugin authors are in $folder"
    printf 'dotnet nuget add source %s --name lmmcl\n' "$folder"
    printf 'dotnet new install %s\n' "$folder"/LmmCl.Templates.*.nupkg
    printf 'dotnet new lmmcl-method -n MyMethod --lmmcl %s\n' "$root"
}

# NuGet would go on using what it has unpacked of the same version before.
forget_unpacked() {
    local cache
    cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
    rm -rf "${cache:?NuGet names no folder of unpacked packages}"/lmmcl.{abstractions,testing}
}
