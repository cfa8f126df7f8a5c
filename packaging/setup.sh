# What run.sh and test.sh share; sourced, not run. Everything it says goes to standard error, so that
# the output of commands such as `run.sh --export -` stays clean.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# What builds and runs Bobbin on Debian and Ubuntu; the README says what each is for.
build_packages=(
    build-essential cmake ninja-build
    qt6-base-dev qt6-declarative-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev
    qtkeychain-qt6-dev libsqlite3-dev libssl-dev libmd4c-dev libmd4c-html0-dev nlohmann-json3-dev
    libqt6sql6-sqlite libsecret-1-0 qt6-translations-l10n ca-certificates fonts-noto-color-emoji
)
# An npm from elsewhere does as well, and Debian's package may not be installable beside it.
if ! command -v npm >/dev/null; then
    build_packages+=(npm)
fi

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

# run_quietly COMMAND…: its output is shown only if it fails.
run_quietly() {
    local output status=0
    output=$("$@" 2>&1) || status=$?
    if ((status != 0)); then
        say "$output"
    fi
    return "$status"
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

missing_packages() {
    local package
    for package in "$@"; do
        if [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
            printf '%s\n' "$package"
        fi
    done
}

# install_packages PACKAGE…: asks apt only for what is not there.
install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        name_packages_elsewhere
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then
        return
    fi
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            fail "These packages are missing, and there is no sudo to install them. As root, run:" \
                "apt-get install --no-install-recommends ${missing[*]}"
        fi
        say "sudo is needed to install packages that building Bobbin takes."
        sudo --validate || fail "Without them Bobbin cannot be built: ${missing[*]}"
    fi
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    # Another repository of the machine may be out of reach; what is needed may be there all the same.
    run_quietly as_root apt-get -o DPkg::Lock::Timeout=300 update --quiet || true
    run_quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
        install --quiet --yes --no-install-recommends "${missing[@]}" \
        || fail "The packages could not be installed. Bobbin needs Debian 12, Ubuntu 24.04 or newer (Qt 6.4)."
}

# Elsewhere CMake finds out what is missing; once it has configured, there is nothing to say.
name_packages_elsewhere() {
    if compgen -G "$root/build/*/build.ninja" >/dev/null; then
        return
    fi
    say "Bobbin needs a C++20 compiler, CMake 3.24, Ninja, Qt 6.4, QtKeychain, SQLite, OpenSSL, md4c and" \
        "nlohmann-json, and npm to count tokens exactly, to set formulas and to encrypt."
    if command -v dnf >/dev/null; then
        say "  sudo dnf install gcc-c++ cmake ninja-build qt6-qtbase-devel qt6-qtdeclarative-devel qt6-qtsvg-devel" \
            "qt6-qttools-devel" \
            "qtkeychain-qt6-devel sqlite-devel openssl-devel md4c-devel json-devel npm libsecret google-noto-color-emoji-fonts"
    elif command -v pacman >/dev/null; then
        say "  sudo pacman -S --needed base-devel cmake ninja qt6-base qt6-declarative qt6-svg qt6-tools qtkeychain-qt6" \
            "sqlite openssl md4c nlohmann-json npm libsecret noto-fonts-emoji"
    elif command -v zypper >/dev/null; then
        say "  sudo zypper install gcc-c++ cmake ninja qt6-base-devel qt6-declarative-devel qt6-svg-devel" \
            "qt6-tools-devel qt6-linguist-devel" \
            "qtkeychain-qt6-devel sqlite3-devel libopenssl-devel md4c-devel nlohmann_json-devel npm-default libsecret-1-0 noto-coloremoji-fonts"
    elif command -v brew >/dev/null; then
        say "  brew install cmake ninja qt qtkeychain sqlite openssl md4c nlohmann-json node"
    fi
}

# One for each processor, as long as each has about a gigabyte of memory.
job_count() {
    local jobs memory
    jobs=$(getconf _NPROCESSORS_ONLN)
    if memory=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo 2>/dev/null) && ((memory < jobs)); then
        jobs=$((memory > 0 ? memory : 1))
    fi
    printf '%s\n' "$jobs"
}

# A folder that was copied or moved keeps the paths of where it was configured.
is_configured() {
    local build=$root/build/$1
    [[ -f $build/build.ninja ]] && grep --quiet --line-regexp --fixed-strings "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"
}

# Reads what Ninja writes, and passes on what somebody has to read: on a terminal how far it has come,
# and everything a compiler says.
show_build() {
    local preset=$1 line has_begun= clear=
    if [[ -t 2 ]]; then
        clear=$'\r\e[K'
    fi
    while IFS= read -r line; do
        case $line in
        *'] Re-checking globbed directories...' | *'] Re-running CMake...' | '-- '* | 'ninja: no work to do.') ;;
        '['*/*'] '*)
            if [[ -z $has_begun ]]; then
                say "Building Bobbin ($preset); the first time takes some minutes."
                has_begun=yes
            fi
            if [[ -n $clear ]]; then
                printf '%s%s' "$clear" "${line%%] *}]" >&2
            fi
            ;;
        *) say "${has_begun:+$clear}$line" ;;
        esac
    done
    if [[ -n $has_begun ]]; then
        printf '%s' "$clear" >&2
    fi
}

# build PRESET TARGET: silent when there is nothing to do.
build() {
    local preset=$1 target=$2
    command -v cmake >/dev/null || fail "CMake is missing."
    if ! is_configured "$preset"; then
        say "Configuring Bobbin ($preset)."
        (cd -- "$root" && run_quietly cmake --fresh --preset "$preset") \
            || fail "CMake could not configure Bobbin; the reason is above."
    fi
    cmake --build "$root/build/$preset" --target "$target" --parallel "$(job_count)" 2>&1 | show_build "$preset" \
        || fail "Bobbin could not be built; the reason is above."
}
