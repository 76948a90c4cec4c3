#!/bin/sh
# The package in a bare Debian: installed, started by its unit's command line, used, upgraded over
# itself with the records kept, removed. Where systemd-nspawn is there, systemd starts it as well.
#
#   REWEAVE_BARE_ROOT   a bare root to copy; otherwise debootstrap makes one (root, network)
set -u
cd "$REWEAVE_ROOT" || exit 1
dir=${TMPDIR:-/tmp}
root=$dir/bare
data=/var/lib/reweave
passed=0
failed=0

check() { # NAME COMMAND...
    name=$1
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
        echo "ok - $name"
    else
        failed=$((failed + 1))
        printf 'not ok - %s\n%s\n' "$name" "$(printf '%s\n' "$said" | tail -n 20)"
    fi
}
finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
    exit
}
not() { ! "$@"; }
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
apt() { inside apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@"; }

make_root() {
    if [ -n "${REWEAVE_BARE_ROOT:-}" ]; then
        cp -a "$REWEAVE_BARE_ROOT" "$root"
    else
        debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root"
    fi || return 1
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 0755 "$root/usr/sbin/policy-rc.d"
    mount -t proc proc "$root/proc" && apt update
}
records() { (cd "$root$data" && find . -type f -exec sha256sum {} + | sort); }
found() {
    inside runuser -u reweave -- reweave init --data "$data" --name Willow --region OR \
        --kind solo --consult '' >"$dir/init"
}

# The unit's own command line, as the unit's user, on a socket that is passed as the unit's is.
start() {
    port=$(node -e 's = require("net").createServer().listen(0, "127.0.0.1",
        () => { console.log(s.address().port); s.close(); })')
    line=$(sed -n 's/^ExecStart=//p' "$root/lib/systemd/system/reweave.service")
    # shellcheck disable=SC2086
    systemd-socket-activate -l "127.0.0.1:$port" chroot --userspec=reweave:reweave "$root" $line \
        >"$dir/served" 2>&1 &
    pid=$!
    sleep 1
}
stop() { kill -TERM "$pid" && wait "$pid"; }
visit() { timeout 60 node tests/dist/visit.mjs "http://127.0.0.1:$port/" "$1" "$dir/who"; }
keeps() { records | cmp - "$dir/records"; }
is_gone() { [ ! -e "$root/usr/bin/reweave" ] && [ ! -e "$root/lib/systemd/system/reweave.service" ]; }

# With systemd itself: the socket waits, the first browser starts the service, its fence holds.
boot() {
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 setsid systemd-nspawn -D "$root" --register=no --keep-unit \
        --system-call-filter='landlock_create_ruleset landlock_add_rule landlock_restrict_self' \
        --private-network --boot </dev/null >"$dir/boot" 2>&1 &
    nspawn=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        leader=$(pgrep -P "$nspawn" | head -n 1)
        [ -n "$leader" ] && booted systemctl is-active --quiet reweave.socket && return
        sleep 1
    done
    return 1
}
booted() { nsenter -t "$leader" -m -u -i -n -p -r -w -C "$@"; }
asked() {
    nsenter -t "$leader" -n curl -s --max-time 30 -o /dev/null -w '%{http_code}\n' \
        http://127.0.0.1:8420/sign-in
}
answers() { [ "$(asked)" = 200 ] || { booted journalctl -u reweave --no-pager | tail -n 9; false; }; }
active() { booted systemctl is-active --quiet "$1"; }
works_fenced() { timeout 60 nsenter -t "$leader" -n node tests/dist/visit.mjs http://127.0.0.1:8420/ '' "$dir/who"; }
with_systemd() {
    check 'systemd is installed beside it' apt install systemd dbus
    umount "$root/proc"
    rm -f "$root/usr/sbin/policy-rc.d"
    boot
    check 'the system boots, and the socket waits' [ $? -eq 0 ]
    check 'the first browser starts the service' answers
    check 'it said that it is ready' active reweave.service
    check 'somebody signs in inside the fence' works_fenced
    check 'it is upgraded while it serves' booted dpkg -i /srv/reweave.deb
    check 'and serves again' active reweave.service
    check 'answers as before' answers
    check 'it stops when told to' booted systemctl stop reweave.service
    check 'without having failed' not booted systemctl is-failed --quiet reweave.service
    check 'and starts again with the next browser' answers
    booted systemctl poweroff >/dev/null 2>&1
    wait "$nspawn"
    mount -t proc proc "$root/proc"
}

if [ "$(id -u)" != 0 ] || { [ -z "${REWEAVE_BARE_ROOT:-}" ] && ! command -v debootstrap >/dev/null; }; then
    echo 'ok # SKIP a bare root needs root and debootstrap'
    echo '1..1'
    exit 0
fi
# What is mounted below the bare root goes when this ends, however it ends.
if [ -z "${REWEAVE_OWN_MOUNTS:-}" ]; then
    REWEAVE_OWN_MOUNTS=1 exec unshare --mount --propagation private sh "$0"
fi
check 'the package is built' tools/mkdeb --program "$REWEAVE_BIN_PLAIN" --out "$dir"
check 'there is a bare Debian' make_root
[ "$failed" -eq 0 ] || finish
cp "$dir"/reweave_*.deb "$root/srv/reweave.deb"
check 'it installs with what it needs' apt install /srv/reweave.deb
check 'the folder is its own' [ "$(stat -c '%U %a' "$root$data" 2>&1 | sed 's/^[^ ]* //')" = 700 ]
check 'the socket and the service are enabled' [ -L "$root/etc/systemd/system/sockets.target.wants/reweave.socket" ]
check 'a practice is made' found
start
check 'the first day takes place' visit "$(sed -n 's/^ *Code *\([^ ]*\).*/\1/p' "$dir/init")"
stop
check 'it ends when told to' [ $? -eq 0 ]
records >"$dir/records"
check 'it is upgraded over itself' inside dpkg -i /srv/reweave.deb
check 'every byte of the records is as it was' keeps
start
check 'the same person signs in again' visit ''
stop
check 'it ends again' [ $? -eq 0 ]
if command -v systemd-nspawn >/dev/null; then
    sleep 60 # the codes of both half minutes are used up
    with_systemd
fi
records >"$dir/records"
check 'it is removed' apt remove reweave
check 'program and units are gone' is_gone
check 'the records are not' keeps
check 'it is purged' inside dpkg --purge reweave
check 'the records are there still' keeps
finish
