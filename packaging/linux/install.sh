#!/bin/sh
# Installs PixEcom Desktop for this user, brings an older one up to date, or removes it.
#
#     ./install.sh                     into ~/.local; PREFIX=/usr/local for everybody, as root
#     ./install.sh --remove            the program goes, the data stays
#     ./install.sh --remove --data     the data goes, too
#
# Without it the program runs where it was unpacked: ./pixecom-desktop

set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
prefix=${PREFIX:-$HOME/.local}
program=$prefix/lib/pixecom-desktop
entry=$prefix/share/applications/pixecom-desktop.desktop
icon=$prefix/share/icons/hicolor/scalable/apps/pixecom-desktop.svg
data="${XDG_DATA_HOME:-$HOME/.local/share}/PixEcom Desktop"

fail() {
    echo "$1" >&2
    exit 1
}

refuse_while_open() {
    for running in /proc/[0-9]*/exe; do
        case $(readlink -- "$running" 2>/dev/null || true) in
            "$program"/*) fail "PixEcom Desktop is open. Close it, then run this again." ;;
        esac
    done
}

tell_the_desktop() {
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database "$prefix/share/applications" 2>/dev/null || true
    fi
}

remove() {
    refuse_while_open
    rm -rf -- "$program"
    rm -f -- "$prefix/bin/pixecom-desktop" "$prefix/bin/pixecom" "$entry" "$icon"
    tell_the_desktop
    echo "PixEcom Desktop is removed."
    if [ "${1:-}" = --data ]; then
        rm -rf -- "$data"
        echo "So is its data."
    elif [ -d "$data" ]; then
        echo "Its data stays in $data"
    fi
}

install_it() {
    [ -x "$here/pixecom-desktop" ] || fail "Run this in the folder that was unpacked."
    [ "$here" != "$program" ] || fail "This is the installed program. Unpack a newer one to install it."
    refuse_while_open
    mkdir -p -- "$prefix/lib" "$prefix/bin" "${entry%/*}" "${icon%/*}"
    # Whole before it takes the old one's place, whatever ends this in between.
    rm -rf -- "$program.new"
    cp -R -- "$here" "$program.new"
    rm -rf -- "$program"
    mv -- "$program.new" "$program"
    ln -sf -- ../lib/pixecom-desktop/pixecom-desktop "$prefix/bin/pixecom-desktop"
    ln -sf -- ../lib/pixecom-desktop/pixecom-desktop "$prefix/bin/pixecom"
    cp -- "$program/share/pixecom-desktop.svg" "$icon"
    # A menu's own PATH may lack ~/.local/bin. In quotes a desktop file wants these escaped.
    quoted=$(printf %s "$prefix/bin/pixecom-desktop" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
    # As the right side of a replacement once more.
    quoted=$(printf %s "$quoted" | sed 's/[\\&|]/\\&/g')
    sed "s|^Exec=.*|Exec=\"$quoted\" %u|" "$program/share/pixecom-desktop.desktop" >"$entry"
    tell_the_desktop
    echo "PixEcom Desktop is in the menu, and starts with $prefix/bin/pixecom-desktop"
    missing=$(ldd "$program/_internal/PySide6/Qt/plugins/platforms/libqxcb.so" 2>/dev/null |
        sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p' | sort -u | tr '\n' ' ')
    [ -z "$missing" ] || echo "This system lacks libraries for its window: $missing" >&2
}

case ${1:-} in
    '') install_it ;;
    --remove) remove "${2:-}" ;;
    *) fail "Its words are --remove and --remove --data." ;;
esac
