#!/bin/sh
# `reweave explain gate`: what the manual promises, against the files that ship.
set -u
cd "$REWEAVE_ROOT" || exit 1
out=${TMPDIR:-/tmp}/explain.out
err=${TMPDIR:-/tmp}/explain.err
protocol=content/protocols/reweave-standard-1.yaml
facts=docs/clinical/example-facts.json
passed=0
failed=0

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok %s\n' "$name"
        head -5 "$err"
    fi
}
explain() { "$REWEAVE_BIN" explain "$@" >"$out" 2>"$err"; }
refused() { # exit 2, a message, nothing on stdout
    explain "$@"
    [ $? -eq 2 ] && [ -s "$err" ] && [ ! -s "$out" ]
}
says() { grep -q -- "$1" "$out"; }
complains() { grep -q -- "$1" "$err"; }
is_json() { node -e 'JSON.parse(require("fs").readFileSync(0, "utf8"))' <"$out"; }
same_again() {
    cp "$out" "$out.1"
    explain gate --protocol "$protocol" --facts - <"$facts" && cmp -s "$out" "$out.1"
}

check 'the example is evaluated' explain gate --protocol "$protocol" --facts "$facts"
check 'it is JSON' is_json
check 'a missing record blocks' says '"outcome":"blocked"'
check 'an old screen counts as not recorded' says '"state":"unknown","blocks":true'
check 'what was set aside says so' says '"state":"overridden"'
check 'the same input gives the same bytes, from standard input too' same_again
check 'a word too many is refused' refused gate "$facts" --protocol "$protocol" --facts "$facts"
check 'a file that is not there is refused' refused gate --protocol "$protocol" --facts /nowhere
check 'no file is refused' refused gate --protocol "$protocol"
check 'nothing but gates is explained' refused weather --protocol "$protocol" --facts "$facts"
check 'facts in place of a protocol are refused' refused gate --protocol "$facts" --facts "$facts"
sed 's/"result": "no"/"result": "maybe"/' "$facts" >"$out.bad"
check 'a wrong word in the facts is refused' refused gate --protocol "$protocol" --facts "$out.bad"
check 'and it says where' complains 'facts\[5\].result'
sed 's/^    override: T$/    override: Z/' "$protocol" >"$out.yaml"
sed -i '0,/override: [NXSTH]$/s//override: Z/' "$out.yaml"
check 'a wrong protocol is refused' refused gate --protocol "$out.yaml" --facts "$facts"
check 'and it says the line' complains "$out.yaml:[0-9]*:"
orders=docs/clinical/example-orders.json
check 'orders are explained' explain order --facts "$orders"
check 'as JSON' is_json
check 'a step with too little supervision is a no' says '"answer":"no"'
check 'by the earlier order, where the later one is silent' says '"order":"first"'
sed 's/"step": "near"/"step": "in-room"/' "$orders" >"$out.orders"
check 'a step that brings it is a yes' explain order --facts "$out.orders"
check 'and says so' says '"answer":"yes"'
sed 's/"says": "allowed"/"says": "perhaps"/' "$orders" >"$out.orders"
check 'a wrong word in an order is refused' refused order --facts "$out.orders"
check 'and it says which' complains 'terms\[1\]: says'
check 'orders need no protocol' refused order --protocol "$protocol" --facts "$orders"
check 'help is a manual' explain gate --help
check 'with its usage' says '^Usage: reweave explain gate'

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
