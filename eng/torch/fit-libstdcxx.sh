#!/usr/bin/env bash
# Makes the native library of TorchSharp in a folder load where libstdc++ is older than GCC 13's, as on Debian 12:
#   eng/torch/fit-libstdcxx.sh artifacts/torch/bin/Sweep.Torch.Tests/debug_linux-x64
# The package was built against GCC 13, of which it needs one function, std::ios_base_library_init(). It does nothing
# that older libraries do not do by themselves, so an empty one stands in for it. Where more is asked for, or where the
# system's libstdc++ is new enough, the folder stays as it is. Needs gcc, patchelf and binutils. Can be run again.
set -euo pipefail

folder=${1:?usage: fit-libstdcxx.sh FOLDER}
library=$folder/libLibTorchSharp.so
stand_in=libsweep_ios_init.so
symbol=_ZSt21ios_base_library_initv
version=GLIBCXX_3.4.32

refuse() { printf 'fit-libstdcxx: %s\n' "$*" >&2; exit 1; }

[ -d "$folder" ] || refuse "$folder is no folder"
[ -f "$library" ] || refuse "$folder holds no libLibTorchSharp.so"
for tool in readelf gcc patchelf; do
  command -v "$tool" >/dev/null || refuse "needs $tool (Debian: apt-get install gcc binutils patchelf)"
done

needed() { readelf -W -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }
if needed "$library" | grep -qx "$stand_in"; then
  [ -f "$folder/$stand_in" ] || refuse "$library was fitted before, but $stand_in is gone; take a fresh copy of the library"
  echo "already fitted"
  exit 0
fi

system=$(gcc -print-file-name=libstdc++.so.6)
[ -f "$system" ] || refuse "cannot find libstdc++.so.6"
offers() { readelf -W -V "$system" | grep -oE 'GLIBCXX_3\.4\.[0-9]+' | sort -u; }
wanted=$(readelf -W -V "$library" | grep -oE 'GLIBCXX_3\.4\.[0-9]+' | sort -u)
missing=$(comm -13 <(offers) <(printf '%s\n' "$wanted"))
[ -n "$missing" ] || { echo "libstdc++ is new enough"; exit 0; }
[ "$missing" = "$version" ] || refuse "asks for $(echo "$missing" | tr '\n' ' ')of libstdc++, of which only $version can be stood in for; use a newer system"
asked=$(readelf -W --dyn-syms "$library" | grep -oE "[^ ]+@$version( |\$)" | sed 's/@.*//' | sort -u)
[ "$asked" = "$symbol" ] || refuse "asks for $(echo "$asked" | tr '\n' ' ')of $version, of which only $symbol can be stood in for; use a newer system"

work=$(mktemp -d "$folder/.fit.XXXXXX")
trap 'rm -rf "$work"' EXIT
printf 'void %s(void) {}\n' "$symbol" >"$work/stand_in.c"
gcc -shared -fPIC -o "$work/$stand_in" "$work/stand_in.c"
# A copy, put in its place at the end: the file may be a link into the package cache, and a fit that fails must leave no half.
cp "$library" "$work/fitted.so"
patchelf --clear-symbol-version "$symbol" --add-needed "$stand_in" "$work/fitted.so"

# The version stays listed as needed; marked weak, its absence is borne. Flags stand four bytes into the entry.
place=$(readelf -W -V "$work/fitted.so" | awk -v version="$version" '
  /Version needs section/ { within = 1 }
  within && /Offset:/ { for (i = 1; i <= NF; i++) if ($i == "Offset:") base = $(i + 1) }
  within && $0 ~ version { sub(":", "", $1); print base, $1; exit }')
[ -n "$place" ] || refuse "cannot find $version among the versions that $library needs"
read -r section entry <<<"$place"
printf '\x02' | dd of="$work/fitted.so" bs=1 seek=$((section + entry + 4)) conv=notrunc status=none

mv "$work/$stand_in" "$folder/$stand_in"
mv "$work/fitted.so" "$library"
echo "fitted $library"
