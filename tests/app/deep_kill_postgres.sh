#!/bin/sh
# 2,000 kills under writes on PostgreSQL: no acknowledged write lost.
set -eu
cd "$REWEAVE_ROOT"
tools/pg start "$TMPDIR/pg" || { [ $? = 3 ] && echo "1..0 # SKIP no server" && exit 0; }
trap 'tools/pg stop "$TMPDIR/pg"' EXIT
REWEAVE_TEST_PG=$(tools/pg createdb "$TMPDIR/pg" kill)
REWEAVE_KILL_ROUNDS=2000
REWEAVE_KILL_ENGINE=postgres
export REWEAVE_TEST_PG REWEAVE_KILL_ROUNDS REWEAVE_KILL_ENGINE
build-asan/t_app_kill
