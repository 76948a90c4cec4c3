#!/bin/sh
# 2,000 kills under writes on the embedded database: no acknowledged write lost.
set -eu
REWEAVE_KILL_ROUNDS=2000
export REWEAVE_KILL_ROUNDS
unset REWEAVE_TEST_PG
exec "$REWEAVE_ROOT/build-asan/t_app_kill"
