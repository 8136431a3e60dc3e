#!/bin/sh
# Prints a Python >= 3.8 that runs; it runs the rest of set-up. A pyenv shim may exit 127.
for candidate in "$FOOTHOLD_PYTHON" python3 /usr/bin/python3 /usr/local/bin/python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1*/bin/python3 /opt/*/bin/python3 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
echo "No Python was found. Install Python 3.11 (Debian: apt-get install python3 python3-venv)." >&2
exit 1
