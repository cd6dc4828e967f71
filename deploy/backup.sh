#!/usr/bin/env bash
# Dumps the PostgreSQL database that PG* variables name, once a day (`backup.sh`) or once (`backup.sh once`).
#
# A dump has the tables' content, without the vectors of `track_places`: pgvector's table is computed again from
# `track_vectors` by the first worker. It is complete or not there: written under another name, checked, then renamed.
set -euo pipefail

folder=${BACKUPS:-/backups}
keep=${BACKUPS_KEPT:-14}
every_s=${BACKUP_EVERY_S:-86400}

back_up() { # every step depends on the one before: `set -e` does not hold within a condition
    local target part
    target="$folder/musechat-$(date -u +%Y%m%dT%H%M%SZ).dump"
    part="$target.part"
    pg_dump --format=custom --exclude-table-data=track_places --file="$part" &&
        pg_restore --list "$part" >/dev/null &&
        mv "$part" "$target" &&
        echo "backup: $target ($(stat -c %s "$target") bytes)" &&
        find "$folder" -maxdepth 1 -name 'musechat-*.dump' | sort | head -n "-$keep" | xargs -r rm --
}

umask 077
mkdir -p "$folder"
rm -f "$folder"/musechat-*.dump.part
if [ "${1:-}" = once ]; then
    back_up
    exit
fi
while true; do
    wait_s=$every_s
    back_up || { echo "backup: failed; next try in an hour" >&2; wait_s=3600; }
    sleep "$wait_s" & # in the background, so that a signal to stop is heard at once
    wait $!
done
