"""No socket leaves the loopback while tests run, in this process and in every Python it starts.

`tests/conftest.py` puts this folder on PYTHONPATH, so that children load it at their start. An
audit hook sees the call in C too and cannot be patched away; what it raises is no OSError, so that
no code under test can take it for a broken network.
"""

import ipaddress
import sys

_CALLS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


class LeftTheLoopbackError(BaseException):
    """A test tried to reach another machine."""


def install() -> None:
    """Watch this process from now on; a second call changes nothing."""
    if not getattr(sys, "_loopback_only", False):
        sys._loopback_only = True
        sys.addaudithook(_look)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in _CALLS:
        target = arguments[_CALLS[event]]
        # A Unix socket's address is a path; an internet one's is a tuple that begins with the host.
        if event in {"socket.connect", "socket.sendto"}:
            if not isinstance(target, tuple):
                return
            target = target[0]
        if not _is_here(target):
            message = f"A test tried to reach {target!r}; only the loopback is allowed."
            raise LeftTheLoopbackError(message)


def _is_here(host: object) -> bool:
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


install()
