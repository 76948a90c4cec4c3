#!/bin/sh
# test_budgets.sh -- no process is started while serving: of everything that could, only the monitor
# and its exec are in the program that is shipped.
set -eu
build=$(dirname "${REWEAVE_BIN_PLAIN:-build/reweave}")
starters='execve|execv|execvp|execvpe|execl|execlp|execle|fexecve|posix_spawn|posix_spawnp|fork|vfork|popen|system|wordexp|clone'
found=$(for o in "$build"/libreweave.a.p/*.o "$build"/reweave.p/*.o; do
    nm -u "$o" | awk -v o="$(basename "$o")" '{ sub(/@.*/, "", $2); print o, $2 }'
done | grep -E " ($starters)\$" | sort -u)
echo 1..2
if [ "$(echo "$found" | cut -d' ' -f1 | sort -u)" = src_cli_monitor.c.o ]; then
    echo "ok 1 - only the monitor starts a process"
else
    echo "not ok 1 - only the monitor starts a process"
    echo "$found" | sed 's/^/# /'
fi
if [ "$(echo "$found" | cut -d' ' -f2 | tr '\n' ' ')" = 'execv fork ' ]; then
    echo "ok 2 - and it does so by fork and exec alone"
else
    echo "not ok 2 - and it does so by fork and exec alone"
    echo "$found" | sed 's/^/# /'
fi
