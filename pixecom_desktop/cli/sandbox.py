"""`sandbox`: the pretend Meta alone, until SIGINT or SIGTERM."""

import argparse
import os
import signal
import sys
import threading

from pixecom_desktop.config import Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import PixecomError, UserError
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import serve


def run(asked: argparse.Namespace, config: Config) -> int:
    """Serve; the first line on standard output says where."""
    del config
    try:
        options = WorldOptions(
            accounts=asked.accounts,
            campaigns=asked.campaigns,
            adsets=asked.adsets,
            ads=asked.ads,
            days=asked.days,
            seed=asked.seed,
            now=asked.now,
        )
    except ValueError as error:
        raise UserError(f"{str(error).capitalize()}.") from error
    if asked.port > 65_535:
        raise UserError("A port is at most 65535.")
    if asked.tied:
        threading.Thread(target=_end_with_our_parent, daemon=True).start()
    try:
        serve(
            options,
            port=asked.port,
            admin=asked.admin,
            announce=lambda line: print(line, flush=True),
        )
    except OSError as error:
        raise PixecomError(
            f"Port {asked.port} cannot be used ({error.strerror}). Leave --port out for a free one."
        ) from error
    return ExitCode.DONE


def _end_with_our_parent() -> None:
    """Stop when standard input ends: whoever started us is gone, however it went."""
    while sys.stdin.buffer.read(1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
