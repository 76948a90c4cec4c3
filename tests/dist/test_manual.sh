#!/bin/sh
# The manual pages: one for every verb, every option in it, and nothing that a formatter minds.
set -u
cd "$REWEAVE_ROOT" || exit 1
dir=${TMPDIR:-/tmp}/man
passed=0
failed=0

check() { # NAME COMMAND...
    name=$1
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok %s\n%s\n' "$name" "$said"
    fi
}
silent() { [ -z "$("$@" 2>&1)" ] || { "$@" 2>&1 | head -n 5; false; }; }
# What it minds, and not the page.
set_by_groff() { LC_ALL=C.UTF-8 man --warnings -l -Tutf8 -Z "$1" 2>&1 >/dev/null; }
shown() { MANWIDTH=200 man -l "$1" 2>/dev/null | col -b; }
all_options() { # VERB
    for option in $("$REWEAVE_BIN" "$1" --help | grep -o -- '--[a-z-]*' | sort -u); do
        shown "$dir/reweave-$1.1" | grep -q -e "$option" || { echo "$option is not there"; return 1; }
    done
}

check 'the pages are made' node tools/mkman.js "$REWEAVE_BIN" "$dir"
verbs=$("$REWEAVE_BIN" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
check 'the program has verbs' [ -n "$verbs" ]
for verb in $verbs; do
    check "$verb has every option" all_options "$verb"
done
for page in "$dir"/*.[15]; do
    check "mandoc minds nothing in ${page##*/}" mandoc -Tlint "$page"
    check "groff minds nothing in ${page##*/}" silent set_by_groff "$page"
    check "${page##*/} has a name for the index" lexgrog "$page"
done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
