# How the launcher speaks: notes go to standard error, so that what the host prints can be piped.
say() { printf 'lmmcl: %s\n' "$*" >&2; }

# fail MESSAGE: what is wrong and the fix, exit code 2 as for every other wrong input.
fail() {
    say "$*"
    exit 2
}

# step TITLE LOG COMMAND...: runs a long command with its output in LOG, shows a counter of seconds, and the end of the log if it fails.
step() {
    local title=$1 log=$2 started=$SECONDS
    shift 2
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 &
    local job=$!
    while kill -0 "$job" 2>/dev/null; do
        [ -t 2 ] && printf '\rlmmcl: %s ... %d s ' "$title" $((SECONDS - started)) >&2
        sleep 0.3
    done
    if wait "$job"; then
        [ -t 2 ] && printf '\r' >&2
        say "$title: done in $((SECONDS - started)) s"
    else
        [ -t 2 ] && printf '\n' >&2
        tail -n 30 "$log" >&2
        fail "$title failed; the whole output is in $log"
    fi
}
