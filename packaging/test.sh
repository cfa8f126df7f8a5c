#!/usr/bin/env bash
# Installs what is missing, builds Bobbin with its tests and runs them all: test.sh [ARGUMENTS OF CTEST]
#
# The tests run in a session of their own (session.sh): they never see the display, the keyring, the
# settings or the data of whoever starts them.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

test_packages=(
    dbus dbus-daemon gnome-keyring
    xvfb openbox xdotool at-spi2-core gir1.2-atspi-2.0
    python3 python3-gi python3-pyatspi python3-jsonschema
    fonts-dejavu-core fonts-noto-cjk
    sqlite3 openssl ccache
    desktop-file-utils appstream
)

# What only some systems have, such as KSyntaxHighlighting for Qt 6.
read -r -a extra_packages <<<"${BOBBIN_EXTRA_PACKAGES-}"

install_packages "${build_packages[@]}" "${test_packages[@]}" "${extra_packages[@]}"
build dev all
exec "$root/packaging/session.sh" ctest --test-dir "$root/build/dev" --output-on-failure --parallel 2 "$@"
