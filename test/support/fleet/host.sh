#!/bin/bash
# A host, from the inside: its own /nix, /etc, /run, /root, /boot and /var/lib, and a boot of its own.
#   unshare --mount --uts --pid --fork --kill-child --mount-proc host.sh FOLDER NAME
set -eu
folder=$1
name=$2
mount --make-rprivate /
for part in nix etc run root boot var/lib; do mount --bind "$folder/$part" "/$part"; done
mount --bind "$folder/boot_id" /proc/sys/kernel/random/boot_id
hostname "$name"
mkdir -p /run/sshd
# What a boot loader does: the system of the boot default.
system=$(cat /nix/var/boot-default)
ln -sfn "$system" /run/booted-system
"$system/bin/switch-to-configuration" test
touch /run/up
# The first process of a host reaps what is orphaned. What it waits for is one process for as long as the
# host lives: with one a second, a look at its processes would find it or not by chance.
while :; do sleep infinity; done
