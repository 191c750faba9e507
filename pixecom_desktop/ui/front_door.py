"""One window a workspace: who comes second hands the link over, and the first window comes forward.

A lock file in the workspace's folder says who is first; it is given back by a crash as well. The
link travels through a socket that only the same user may open, as a line of JSON; whatever else
arrives there is let go, and a link that means nothing is said in the window as any other.
"""

import getpass
import hashlib
import json
import logging
from contextlib import suppress
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QLockFile, QObject, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from pixecom_desktop.domain.errors import PixecomError

LOCK = "window.lock"
LONGEST = 64 * 1024
CONNECTING_MS, ANSWERING_MS, TALKING_MS = 1_000, 10_000, 5_000
STARTING_S = 5.0
"""So long the first one may take from its lock to its socket."""
OK = b"ok\n"

log = logging.getLogger(__name__)


class Door(QObject):
    """The first window's: hears who comes later. `link` is the last one that nobody has opened."""

    knocked = Signal(str)
    """The link that was handed over, "" for none."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(home / LOCK))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._name = _name(home)
        self.link: str | None = None

    def take(self) -> bool:
        """Be the first one; False where another is. A folder without locks has no other."""
        if not self._lock.tryLock(0):
            if self._lock.error() is QLockFile.LockError.LockFailedError:
                return False
            log.warning("no lock can be made in the workspace's folder")
        # What a crashed window left behind would be in the way.
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("no second window will be heard: %s", self._server.errorString())
        return True

    def close(self) -> None:
        """Let another window be the first."""
        self._server.close()
        self._lock.unlock()

    def _hear(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.setReadBufferSize(LONGEST)
            caller.readyRead.connect(lambda one=caller: self._read(one))
            caller.disconnected.connect(caller.deleteLater)
            QTimer.singleShot(TALKING_MS, caller, caller.abort)
            self._read(caller)

    def _read(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() >= LONGEST:
                caller.abort()
            return
        link = _told(bytes(caller.readLine(LONGEST).data()))
        if link is None:
            caller.abort()
            return
        caller.write(OK)
        caller.flush()
        caller.disconnectFromServer()
        self.receive(link)

    def receive(self, link: str) -> None:
        """Take a link, "" for none, from whoever hands it over."""
        self.link = link or self.link
        self.knocked.emit(link)


def enter(home: Path, link: str | None) -> Door | None:
    """Return the door of the first window; None where another one has taken the link.

    Raises PixecomError where another window is open and does not answer.
    """
    # A folder that cannot be made is told by whoever opens the workspace in it.
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
    door = Door(home)
    until = monotonic() + STARTING_S
    while not door.take():
        if _hand_over(_name(home), link or ""):
            return None
        if monotonic() > until:
            raise PixecomError(
                "PixEcom is open already and does not answer. Close it, and start it again."
            )
        QThread.msleep(50)
    return door


def _hand_over(name: str, link: str) -> bool:
    """Hand a link to the window that is open; False where nobody listens or answers."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECTING_MS):
        return False
    socket.write(json.dumps({"link": link}).encode() + b"\n")
    socket.flush()
    heard = b""
    until = monotonic() + ANSWERING_MS / 1000
    while OK not in heard and monotonic() < until:
        if not socket.bytesAvailable() and not socket.waitForReadyRead(500):
            if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
                break
            continue
        heard += bytes(socket.readAll().data())
    return OK in heard


def _told(line: bytes) -> str | None:
    try:
        link = json.loads(line)["link"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return link if isinstance(link, str) else None


def _name(home: Path) -> str:
    """Return the socket's name: one a workspace and user, short enough for every system."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        # A user without a name, as in a container.
        user = ""
    told = f"{user}\n{home.resolve()}"
    return f"pixecom-{hashlib.sha256(told.encode()).hexdigest()[:24]}"
