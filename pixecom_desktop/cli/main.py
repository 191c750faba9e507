"""The front door: reads the words, sets up logging, runs one command, tells its exit code.

What a command needs is imported when it runs, so that `report` never waits for Qt. Whatever goes
wrong ends in a sentence on standard error: exit code 2 for a wrong call or setting, else 1.
"""

import argparse
import contextlib
import gc
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence

import pixecom_desktop
from pixecom_desktop import config, heap, log
from pixecom_desktop.cli import options, screen
from pixecom_desktop.config import Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import PixecomError, UserError

Command = Callable[[argparse.Namespace, Config], int]
logger = logging.getLogger(__name__)

WINDOW = "window"
MATRIX_THREADS = "OPENBLAS_NUM_THREADS"
LINK = "pixecom:"
"""How a link begins; `domain.links` reads it, and would bring numpy along."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0].startswith(LINK):
        words = [WINDOW, *words]
    _speak_utf8()
    # Nothing here is multiplied by matrices: numpy's threads for that would only spin at the start.
    os.environ.setdefault(MATRIX_THREADS, "1")
    try:
        asked = parser(words[0]).parse_args(words)
        settings = config.from_environment(os.environ)
        log.set_up(None if asked.command in WITHOUT_LOG else settings.log_folder)
        return heap.with_room(lambda: int(command(asked.command)(asked, settings)))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.WRONG_CALL
    except (Exception, KeyboardInterrupt) as error:
        return _end(error, words[0])


def _end(error: BaseException, name: str) -> int:
    """Tell what ended a command, as a sentence; returns the exit code."""
    match error:
        case UserError():
            return _told(str(error), ExitCode.WRONG_CALL, name)
        case PixecomError():
            return _told(str(error), ExitCode.FAILED, name)
        case KeyboardInterrupt():
            return _told("Stopped.", ExitCode.FAILED)
        case BrokenPipeError():
            # Whoever read us has heard enough; nothing may be flushed to them at the end either.
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.DONE
    logger.error("%s failed", name, exc_info=error)
    if isinstance(error, OSError):
        return _told(f"{error.strerror or error}: {error.filename or name}", ExitCode.FAILED, name)
    return _told(log.unforeseen(error), ExitCode.FAILED, name)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _told(sentence: str, code: ExitCode, name: str = "") -> int:
    print(sentence, file=sys.stderr)
    if name == WINDOW and not screen.is_heard():
        from pixecom_desktop.ui import app

        app.end_with(sentence)
    return code


def parser(first: str = "") -> argparse.ArgumentParser:
    """Return the parser of every command; where the first word says window, of that one alone."""
    top = options.Parser(
        prog="pixecom-desktop",
        description="Every client's Meta campaigns, ad sets and ads in one instant table.",
        epilog="Without a command the window opens; a pixecom:// link opens it there.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=pixecom_desktop.__version__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (options.window,) if first == WINDOW else options.COMMANDS:
        add(commands)
    return top


def command(name: str) -> Command:
    """Return what runs a command, imported now."""
    if name == WINDOW:
        # What the start makes stays: looking through it for rubbish costs a tenth of the start.
        gc.disable()
    run: Command = importlib.import_module(f"pixecom_desktop.cli.{name}").run
    return run


WITHOUT_LOG = frozenset({"sandbox", "demo", "smoke"})
"""These keep nothing in the user's data folder."""
