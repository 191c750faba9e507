"""What the threads of the window's process share: Python's turns.

Only one thread runs Python at a time. While a sync decodes and writes, the thread of the screens
asks for its turn many times in a frame, and by Python's own measure waits up to 5 ms each time.
"""

import sys

TURN_SECONDS = 0.001
"""A fifth of Python's own: more turns cost more than they give."""


def take_turns() -> None:
    """Let threads change places often; for the whole process, from the start of the window on."""
    sys.setswitchinterval(TURN_SECONDS)
