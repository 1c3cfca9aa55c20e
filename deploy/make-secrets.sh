#!/usr/bin/env bash
# Makes the secrets that compose.yaml asks for, each once: what is there stays as it is. Nothing secret is printed.
set -euo pipefail

folder=${1:-$(cd "$(dirname "$0")" && pwd)/secrets}
command -v openssl >/dev/null || { echo "make-secrets: openssl is not installed" >&2; exit 1; }

# The folder is shut to others. The files in it are not, since each is mounted alone into a container whose user is
# another than yours, and has to be readable there.
mkdir -p "$folder"
chmod 700 "$folder"
for name in postgres_password api_token grafana_password; do
    file="$folder/$name"
    if [ -s "$file" ]; then
        echo "kept $file"
        continue
    fi
    openssl rand -hex 32 | tr -d '\n' >"$file.new"
    chmod 444 "$file.new"
    mv "$file.new" "$file"
    echo "made $file"
done
