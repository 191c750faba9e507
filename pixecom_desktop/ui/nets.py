"""What stands around the loop: the signals that end it, and the net for errors nobody caught."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)


@contextmanager
def signals(leave: Callable[[], None]) -> Iterator[None]:
    """Leave on SIGINT and SIGTERM. Qt's loop sleeps in C: a socket wakes it for the handler."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: _drain(reader))
    before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)

    def handle(number: int, _frame: FrameType | None) -> None:
        log.info("leaving because of signal %s", number)
        leave()

    handlers = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        reader.close()
        writer.close()


def _drain(reader: socket.socket) -> None:
    try:
        while reader.recv(64):
            pass
    except BlockingIOError:
        pass


@contextmanager
def last_net(window: QWidget) -> Iterator[None]:
    """Show an error that nobody caught, once, and go on."""
    from pixecom_desktop.ui.widgets.last_resort import LastResort

    dialog = LastResort(window)
    before = sys.excepthook
    loop = asyncio.get_running_loop()

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            before(kind, error, trace)
            return
        log.error("uncaught", exc_info=(kind, error, trace))
        dialog.tell(error)

    def reported(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log.error("the loop reports: %s", context["message"], exc_info=error)
        if isinstance(error, Exception):
            dialog.tell(error)

    sys.excepthook = uncaught
    loop.set_exception_handler(reported)
    try:
        yield
    finally:
        loop.set_exception_handler(None)
        sys.excepthook = before
