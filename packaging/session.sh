#!/usr/bin/env bash
# Runs a command in a desktop session of its own: session.sh COMMAND [ARGUMENTS]
#
# The session has a home folder, a D-Bus session bus with an unlocked gnome-keyring, an X display
# (Xvfb) with a window manager, and the accessibility bus. Of the caller's environment it sees only
# what is named below, so that neither an API key nor the user's desktop reaches what runs in it. All
# of it is gone when the command ends; the exit status is the command's.
set -euo pipefail

passed_on=(PATH USER LOGNAME TERM SHELL CI CCACHE_DIR CMAKE_BUILD_PARALLEL_LEVEL CTEST_PARALLEL_LEVEL
    BOBBIN_FUZZ_CHANGES BOBBIN_KILLS BOBBIN_SEED BOBBIN_DISK_POINTS UPDATE_FAULTS QT_LOGGING_RULES ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS)

# Waits for one line from a program that was started with its output on the named pipe.
await_line() {
    local line
    if ! read -r -t 30 line <"$1"; then
        printf '%s did not start.\n' "$2" >&2
        return 1
    fi
    printf '%s\n' "$line"
}

# Inside: the bus is there.
if [[ ${1-} == --on-the-bus ]]; then
    shift
    eval "$(printf 'test\n' | gnome-keyring-daemon --unlock --components=secrets 2>"$HOME/gnome-keyring.log")"
    export GNOME_KEYRING_CONTROL

    # Without a window manager no window ever becomes active and no shortcut fires.
    mkfifo "$HOME/openbox-started"
    openbox --sm-disable --startup "sh -c 'echo yes >$HOME/openbox-started'" &>"$HOME/openbox.log" &
    await_line "$HOME/openbox-started" openbox >/dev/null

    # Starts the accessibility bus, and tells programs that somebody listens.
    dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus org.freedesktop.DBus.Properties.Set \
        string:org.a11y.Status string:IsEnabled variant:boolean:true >/dev/null
    "$@" >&3 2>&4 3>&- 4>&-
    exit
fi

if (($# == 0)); then
    printf 'usage: %s COMMAND [ARGUMENTS]\n' "$0" >&2
    exit 2
fi

session=$(mktemp -d "${TMPDIR:-/tmp}/bobbin-session.XXXXXX")
xvfb=
clean_up() {
    if [[ -n $xvfb ]]; then
        kill "$xvfb" 2>/dev/null || true
        wait "$xvfb" 2>/dev/null || true
    fi
    rm -rf -- "$session"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -m 700 "$session"/{home,runtime,tmp}
mkfifo "$session/display"
# -displayfd takes the first number that is free, and says it when clients can connect.
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -noreset 3>"$session/display" &>"$session/xvfb.log" &
xvfb=$!
display=$(await_line "$session/display" Xvfb) || { cat "$session/xvfb.log" >&2; exit 1; }

environment=(
    HOME="$session/home" TMPDIR="$session/tmp" XDG_RUNTIME_DIR="$session/runtime"
    DISPLAY=":$display" XDG_SESSION_TYPE=x11 LANG=C.UTF-8
)
for name in "${passed_on[@]}"; do
    if [[ -v $name ]]; then
        environment+=("$name=${!name}")
    fi
done
# What the bus and the services it starts have to say is kept apart from what the command says.
env --ignore-environment "${environment[@]}" \
    dbus-run-session -- "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)/session.sh" --on-the-bus "$@" \
    3>&1 4>&2 &>"$session/bus.log"
