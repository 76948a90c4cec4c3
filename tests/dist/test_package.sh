#!/bin/sh
# The Debian package: what is in it, that the same program makes the same bytes, and that removing it
# leaves the records. Installing it into a bare system is deep_package.sh.
set -u
cd "$REWEAVE_ROOT" || exit 1
dir=${TMPDIR:-/tmp}/package
root=$dir/root
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
says() { # PATTERN COMMAND...
    pattern=$1
    shift
    "$@" 2>&1 | grep -q -e "$pattern"
}
not() { ! "$@"; }
field() { dpkg-deb -f "$deb" "$1"; }
make_deb() { tools/mkdeb --program "$REWEAVE_BIN_PLAIN" --out "$1"; }
make_later() { # the same again, elsewhere and at another time, by somebody with another umask
    (umask 077 && mkdir -p "$dir/else where" && TMPDIR="$dir/else where" make_deb "$dir/again")
}
all_root() { # every file is root's, nothing is writable for others or has a special bit
    ! dpkg-deb -c "$deb" | grep -Ev '^[d-](rwxr-xr-x|rw-r--r--) root/root '
}
every_verb() {
    for verb in $("$REWEAVE_BIN_PLAIN" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
        [ -s "$root/usr/share/man/man1/reweave-$verb.1.gz" ] || { echo "$verb has no page"; return 1; }
    done
}
same_sums() { (cd "$root" && md5sum --quiet -c ../control/md5sums); }
no_place() { # of this machine
    not grep -rqF -e "$REWEAVE_ROOT" -e "$dir" "$root" "$dir/control"
}

# The scripts run here against a folder of the test, with stand-ins for what changes a system.
script() { # NAME WORD...
    name=$1
    shift
    sed "s|^data=.*|data=$dir/records|; s|/run/systemd/system|$dir/no-systemd|g" \
        "$dir/control/$name" >"$dir/$name"
    PATH=$dir/stand-in:$PATH sh "$dir/$name" "$@"
}
purge() { script postrm purge; }
keeps_records() {
    mkdir -p "$dir/records" && echo one >"$dir/records/reweave.db"
    purge >"$dir/said" && [ -s "$dir/records/reweave.db" ] && grep -q "lie in $dir/records" "$dir/said"
}
drops_empty() {
    rm -rf "$dir/records" && mkdir "$dir/records" && purge >"$dir/said" &&
        [ ! -d "$dir/records" ] && [ ! -s "$dir/said" ]
}
keeps_on_upgrade() {
    mkdir -p "$dir/records" && echo one >"$dir/records/reweave.conf" &&
        script prerm upgrade 9 && script postrm upgrade 9 && script postinst configure 0.0.1 &&
        [ "$(cat "$dir/records/reweave.conf")" = one ]
}
says_what_next() { rm -rf "$dir/records" && script postinst configure | grep -q 'reweave init --data'; }

mkdir -p "$dir/stand-in"
for word in adduser deb-systemd-helper deb-systemd-invoke systemctl; do
    printf '#!/bin/sh\nexit 0\n' >"$dir/stand-in/$word"
done
printf '#!/bin/sh\nmkdir -p "$(eval echo \\${$#})"\n' >"$dir/stand-in/install"
chmod 0755 "$dir"/stand-in/*

check 'it is built' make_deb "$dir"
check 'it is built again' make_later
deb=$(ls "$dir"/*.deb)
check 'both are the same bytes' cmp "$deb" "$dir/again/${deb##*/}"
dpkg-deb -x "$deb" "$root"
dpkg-deb -e "$deb" "$dir/control"
check 'its version is ours' [ "$(field Version)" = "$(cat VERSION)-1" ]
for library in libmicrohttpd libsqlite3 libpq5 libsodium libpango; do
    check "it depends on $library" says "$library" field Depends
done
check 'it depends on the fonts of the reports' says fonts-noto-core field Depends
check 'root owns everything in it' all_root
check 'its sums are right' same_sums
check 'every verb has a manual page' every_verb
check 'the program in it runs' says "^reweave $(cat VERSION)\$" "$root/usr/bin/reweave" version
check 'it is what ships' tools/elfcheck "$root/usr/bin/reweave"
for file in lib/systemd/system/reweave.service lib/systemd/system/reweave.socket \
    usr/share/doc/reweave/copyright usr/share/doc/reweave/changelog.gz \
    usr/share/doc/reweave/examples/Caddyfile usr/share/doc/reweave/examples/nginx.conf \
    usr/share/doc/reweave/docs/operate/serve-for-real.md usr/share/man/man5/reweave.conf.5.gz; do
    check "it holds $file" [ -s "$root/$file" ]
done
check 'the licences of what is compiled in are told' says 'MIT-bootstrap' cat "$root/usr/share/doc/reweave/copyright"
check 'it holds no record and no key' [ ! -e "$root/var" ]
check 'it holds nothing for /etc' [ ! -e "$root/etc" ]
check 'no place of this machine stands in it' no_place
for name in postinst prerm postrm; do
    check "$name is a script" sh -n "$dir/control/$name"
done
check 'a first installation says what comes next' says_what_next
check 'an upgrade touches nothing in the folder' keeps_on_upgrade
check 'purging keeps the records and says where' keeps_records
check 'purging removes an empty folder' drops_empty

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
