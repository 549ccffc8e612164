#!/bin/sh
# Prints the Python to use: the environment's own once it is there, else the newest of 3.14 to 3.11 that really runs.
good='import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
for python in .venv/bin/python python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$python" -c "$good" </dev/null >/dev/null 2>&1; then
        # pip brings itself along through ensurepip, which some systems keep in a package of its own; uv needs none.
        if [ "$python" = .venv/bin/python ] || command -v uv >/dev/null || "$python" -c 'import ensurepip' 2>/dev/null; then
            echo "$python"
            exit 0
        fi
    fi
done
echo "It takes Python 3.11 to 3.14 with its venv module (Debian and Ubuntu: apt-get install python3-venv)." >&2
exit 1
