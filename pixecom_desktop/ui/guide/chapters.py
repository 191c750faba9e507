"""Which chapters the guide has, in order, and which of them F1 opens on a page of the window."""

from collections.abc import Mapping

KEYS = "keyboard"

CHAPTERS: tuple[str, ...] = (
    "first-steps",
    "connecting-meta",
    "finding",
    "reading-the-numbers",
    "acting-and-undoing",
    "working-offline",
    "teams",
    "protection",
    "your-data",
    "troubleshooting",
    KEYS,
    "command-line",
)
FIRST = CHAPTERS[0]
WHATS_NEW, LICENCES = "whats-new", "licences"

OF_PAGE: Mapping[str, str] = {
    "ads-manager": "finding",
    "sellpages": "finding",
    "strategies": "finding",
    "connections": "connecting-meta",
    "activity": "acting-and-undoing",
    "people": "teams",
    "settings": "your-data",
}
"""The chapter that F1 opens on a page of the window; on any other page it is the first one."""
