"""Commands of the program in forked processes that are killed where they are told to be.

`python -m tests.journeys.killing_commands` reads a line of JSON a command from standard input and
answers with one: how the process ended (its exit code, or minus the signal), how many steps it came
to, and what it said. A step is whatever may change a disk or a database: a file that is opened for
writing, moved or removed, a statement before and after it, a commit.
"""

import json
import os
import signal
import sys
import tempfile
import threading
from typing import Any

from sqlalchemy import Engine, event

from pixecom_desktop.cli.main import main

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
FILES = {"os.rename", "os.remove", "os.truncate", "os.chmod", "sqlite3.connect"}
STATEMENTS = ("before_cursor_execute", "after_cursor_execute", "commit", "rollback")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def watch(kill_at: int | None, count: Any) -> None:
    """Count the steps, and die before the one that is wanted."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            die()
        os.pwrite(count, f"{steps:09d}".encode(), 0)

    def heard(name: str, arguments: tuple[Any, ...]) -> None:
        if name in FILES or (name == "open" and int(arguments[2] or 0) & WRITING):
            step()

    sys.addaudithook(heard)
    for name in STATEMENTS:
        event.listen(Engine, name, lambda *_: step())


def forked(order: dict[str, Any]) -> dict[str, Any]:
    """Run a command in a process of its own."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as count:
        child = os.fork()
        if child == 0:
            code = 99
            # A module that is compiled on its way in would be a file that is written, once.
            sys.dont_write_bytecode = True
            try:
                os.environ.update(order["settings"])
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                if "seconds" in order:
                    threading.Timer(order["seconds"], die).start()
                watch(order.get("kill"), count.fileno())
                code = int(main(order["words"]))
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        count.seek(0)
        return {
            "end": os.waitstatus_to_exitcode(status),
            "steps": int(count.read() or b"0"),
            "said": said.read().decode(errors="replace"),
        }


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(forked(json.loads(line))) + "\n")
        sys.stdout.flush()
