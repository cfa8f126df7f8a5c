#!/usr/bin/env bash
# Builds Bobbin and runs its tests on Debian 13, in a root of its own: debian13.sh [ARGUMENTS OF CTEST]
#
# Debian 13 has Qt 6.8 and KSyntaxHighlighting, Debian 12 has Qt 6.4 and neither. The root is made with
# debootstrap where BOBBIN_DEBIAN13 says (usually /var/cache/bobbin/debian13) and kept for the next time, with
# what was built in it. Exits with 77 where no such root can be made: that needs the rights of root, to mount
# /proc, and Debian's packages.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

chroot_root=${BOBBIN_DEBIAN13:-/var/cache/bobbin/debian13}
home=/bobbin # of the sources, inside

skip() {
    say "Debian 13 is skipped: $*"
    exit 77
}

((EUID == 0)) || skip "only root can make and enter a root of its own."
command -v apt-get >/dev/null || skip "there is no apt-get to install debootstrap with."
install_packages debootstrap

clean_up() {
    umount "$chroot_root/proc" 2>/dev/null || true
}
trap clean_up EXIT

if [[ ! -e $chroot_root/etc/debian_version || ! -e $chroot_root/.complete ]]; then
    say "Making a root of Debian 13 in $chroot_root; that takes a minute."
    rm -rf --one-file-system -- "$chroot_root"
    mkdir -p -- "$chroot_root"
    run_quietly debootstrap --variant=minbase trixie "$chroot_root" || skip "debootstrap could not make its root."
    touch -- "$chroot_root/.complete"
fi
# The machine's own ways to Debian's packages hold inside too.
for file in /etc/resolv.conf /etc/apt/apt.conf.d/*proxy* /etc/ssl/certs/ca-certificates.crt; do
    if [[ -e $file ]]; then
        mkdir -p -- "$chroot_root$(dirname -- "$file")"
        cp --dereference -- "$file" "$chroot_root$file"
    fi
done
mountpoint --quiet "$chroot_root/proc" || mount -t proc proc "$chroot_root/proc" || skip "/proc cannot be mounted in it."

# Only what is part of the project; times are kept, so that what was built before is not built again.
mkdir -p -- "$chroot_root$home"
(cd -- "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [[ -e $file ]] && printf '%s\0' "$file"
done | tar --create --null --files-from=- --file=-) | tar --extract --directory="$chroot_root$home" --file=-

inside=(
    env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}"
    DEBIAN_FRONTEND=noninteractive NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt BOBBIN_EXTRA_PACKAGES="libkf6syntaxhighlighting-dev"
)
if [[ -n ${CI-} ]]; then
    inside+=(CI="$CI")
fi
chroot "$chroot_root" "${inside[@]}" bash "$home/packaging/test.sh" "$@"
