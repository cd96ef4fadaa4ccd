# Runs every test project and ends with one line: N passed, N failed.
run_tests() {
    local log=$root/.build/logs/test.log status code=0
    # Two test projects run side by side, in the order of LmmCl.sln, which begins with the longest. Each test keeps to one thread.
    export OMP_NUM_THREADS=1
    # The tests start some thousand short processes, which end before profiles of their code pay off.
    export DOTNET_TieredPGO=0
    # A test that hangs is named and ends its project, instead of the whole run.
    local hang=(--blame-hang-timeout 12min --blame-hang-dump-type none --results-directory "$root/.build/results")
    say "testing; the whole output goes to .build/logs/test.log"
    { dotnet test "$root/LmmCl.sln" -c Release --no-build --nologo -m:2 "${hang[@]}" "$@" 2>&1 || code=$?; echo "exit code $code"; } |
        tee "$log" | grep --line-buffered -E '^(Passed!|Failed!)|\[FAIL\]|^  Failed |error|^Test Run Aborted|crash' || true
    status=$(awk '/^exit code /{code = $3} END {print code}' "$log")
    awk -v status="$status" '
        /^(Passed|Failed)! / {
            match($0, /Failed: *[0-9]+/); failed += substr($0, RSTART + 7, RLENGTH - 7)
            match($0, /Passed: *[0-9]+/); passed += substr($0, RSTART + 7, RLENGTH - 7)
        }
        /^(Passed|Failed|Skipped)! / { match($0, /Skipped: *[0-9]+/); skipped += substr($0, RSTART + 8, RLENGTH - 8) }
        /Test Run Aborted|test run was aborted/ { aborted++ }
        END {
            # A run that broke off reports no failure of its own: it must not look like a pass.
            if (failed == 0 && (status != 0 || aborted || passed == 0)) failed = 1
            if (skipped) printf "%d skipped; dotnet test --logger \"console;verbosity=normal\" says why\n", skipped
            printf "%d passed, %d failed\n", passed, failed
            exit failed > 0
        }' "$log"
}
