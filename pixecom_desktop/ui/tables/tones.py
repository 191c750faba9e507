"""What a text in the table means: painted in the colour of its meaning, never of its own."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType


class Tone(IntEnum):
    """The colour of a text, by its meaning."""

    STRONG = 0
    MINOR = 1
    QUIET = 2
    GOOD = 3
    FAIR = 4
    POOR = 5
    UNKNOWN = 6


TONES: Mapping[Tone, str] = MappingProxyType(
    {
        Tone.STRONG: "text",
        Tone.MINOR: "text2",
        Tone.QUIET: "text3",
        Tone.GOOD: "good",
        Tone.FAIR: "warn",
        Tone.POOR: "bad",
        Tone.UNKNOWN: "text3",
    }
)
"""The theme's colours of these meanings, by name."""
