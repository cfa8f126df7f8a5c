#!/usr/bin/env bash
# Installs what is missing, builds Bobbin and starts it: run.sh [ARGUMENTS OF BOBBIN]
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

# Whether Bobbin, given these arguments, opens a window.
opens_window() {
    local argument
    for argument in "$@"; do
        case $argument in
        --ask | --ask=* | --export | --export=* | --import | --import=* | --backup | --backup=*) return 1 ;;
        --check | --diagnostics | -v | --version | -h | --help) return 1 ;;
        esac
    done
}

has_display() {
    [[ -n ${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-} || $(uname) == Darwin ]]
}

explain_missing_display() {
    local command
    printf -v command ' %q' bash "${BASH_SOURCE[0]}" "$@"
    cat >&2 <<END
Bobbin is built, but there is no display here to open its window on. To look at it all the same:
  over VNC   QT_QPA_PLATFORM=vnc$command
             then open localhost:5900 in a VNC viewer; from another computer, after
             ssh -L 5900:localhost:5900 THIS-COMPUTER
             (there is no password: whoever reaches that port sees the window, so keep it behind a firewall)
  over ssh   ssh -X THIS-COMPUTER, and start it there again
To use it without a window:
  $root/build/release/bobbin --demo --ask 'What are the shortcuts?'
END
}

packages=("${build_packages[@]}")
if [[ -n ${WAYLAND_DISPLAY-} ]]; then
    packages+=(qt6-wayland)
fi
install_packages "${packages[@]}"
build release bobbin
if opens_window "$@" && ! has_display; then
    explain_missing_display "$@"
    exit 1
fi
exec "$root/build/release/bobbin" "$@"
