# Sourced by the scripts beside it: processes that they start are known by id and time of beginning.

# Of a process that has ended, a zombie may stay in the table for a while.
began() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'; }

# note FILE PID: writes down that a process is ours.
note() { echo "$2 $(began "$2")" >"$1"; }

# alive FILE: whether the process written down there runs, and is the same one; sets pid.
alive() {
    [ -f "$1" ] || return 1
    read -r pid at <"$1"
    [ -n "$at" ] && [ "$(began "$pid")" = "$at" ]
}

# ask FILE: asks the process to end. Once: a second signal would cut short what the first has begun.
ask() { if alive "$1"; then kill "$pid" 2>/dev/null || true; fi; }

# end FILE SECONDS: waits for a process that was asked, kills it if it has not ended by then, and forgets it.
end() {
    for _ in $(seq $(($2 * 5))); do
        alive "$1" || break
        sleep 0.2
    done
    if alive "$1"; then kill -9 "$pid"; fi
    rm -f "$1"
}

# answers PORT PATH: whether a server on this machine answers 200 there.
answers() {
    local answer=''
    { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
    IFS= read -r -t 2 answer <&3 || true
    exec 3>&-
    [[ $answer == *' 200 '* ]]
}
