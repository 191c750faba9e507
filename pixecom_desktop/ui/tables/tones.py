"""What a text in the table means: painted in the colour of its meaning, never of its own."""

from enum import IntEnum


class Tone(IntEnum):
    """The colour of a text, by its meaning."""

    STRONG = 0
    MINOR = 1
    QUIET = 2
    GOOD = 3
    FAIR = 4
    POOR = 5
    UNKNOWN = 6
