"""Makes the kernel end what we started when we end ourselves, however that happens (Linux).

Set-up uses it too: standard library only, Python 3.8 syntax.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent_pid: int) -> Callable[[], None] | None:
    """Return what a new process does before its program starts; None where there is no way.

    `parent_pid` is ours. The signal is SIGKILL: nothing that runs here needs more than that to
    stay sound, and a process that hangs must not outlive us.
    """
    libc = _libc
    if libc is None:
        return None

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent_pid:  # we died before the line above
            os._exit(1)

    return arrange
