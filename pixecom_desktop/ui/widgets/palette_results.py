"""What the command palette finds, and in which order; the field and the list are `palette`'s."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from pixecom_desktop.domain.text import fold
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.translate import to_translate, tr

MOST = 12
"""No more are shown at once."""

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Group(StrEnum):
    """Under which heading an entry stands."""

    ROWS = to_translate("Campaigns")
    ACTIONS = to_translate("Actions")
    VIEWS = to_translate("Saved views")
    PAGES = to_translate("Go to")
    SELLERS = to_translate("Sellers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to choose. `hint` is said quietly, `aside` at the right; `id` is found by `#`.

    `figure` is a ROAS, in a tone of the theme, after so many filled `bars`.
    """

    group: Group
    title: str
    icon: str
    act: Callable[[], object]
    hint: str = ""
    aside: str = ""
    figure: str = ""
    bars: int = 0
    tone: str = "text2"
    keys: str = ""
    id: str = ""
    folded: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", bare(self.title))


def bare(text: str) -> str:
    """Return a text without case and accents: "mat na" finds "Mặt nạ"."""
    apart = unicodedata.normalize("NFD", fold(text))
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return letters.replace("đ", "d")


def found(entries: Sequence[Entry], text: str, recent: Sequence[str]) -> tuple[Entry, ...]:
    """Return what a text finds, group by group: what was used lately, then what begins with it.

    Of several words each is found wherever it stands: "add seller" finds "Add a seller".
    """
    wanted = text.strip()
    if wanted.startswith(">"):
        entries = [one for one in entries if one.group is Group.ACTIONS]
        wanted = wanted[1:].strip()
    elif wanted.startswith("@"):
        entries = [one for one in entries if one.group is Group.SELLERS]
        wanted = wanted[1:].strip()
    elif wanted.startswith("#"):
        number = wanted[1:].strip()
        return tuple(one for one in entries if one.id and one.id.startswith(number))[:MOST]
    needle = bare(wanted)
    words, hits = needle.split(), list(entries)
    for word in words:
        hits = [one for one in hits if word in one.folded]
    if not needle:
        hits = [one for one in hits if one.group is not Group.ROWS or one.title in recent]

    def rank(one: Entry) -> tuple[int, int, int, int]:
        lately = recent.index(one.title) if one.title in recent else len(recent)
        whole = one.folded.find(needle)
        at = whole if whole >= 0 or not words else one.folded.find(words[0])
        begins = at == 0 or not one.folded[at - 1].isalnum()
        return lately, 0 if whole >= 0 else 1, 0 if begins else 1, at

    kept: list[Entry] = []
    shares = {Group.ROWS: 5, Group.ACTIONS: 5, Group.VIEWS: 3, Group.PAGES: 3, Group.SELLERS: 3}
    for group in Group:
        own = sorted((one for one in hits if one.group is group), key=rank)
        others = any(one.group is not group for one in hits)
        kept += own[: shares[group] if others else MOST]
    return tuple(kept[:MOST])


class Results(QAbstractListModel):
    """What was found, as it is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.needle = ""

    def show(self, entries: Sequence[Entry], needle: str) -> None:
        """Show these in place of the old ones."""
        self.beginResetModel()
        self.entries, self.needle = tuple(entries), needle
        self.endResetModel()

    def begins_group(self, row: int) -> bool:
        """Tell whether a heading stands over the row."""
        return row == 0 or self.entries[row].group is not self.entries[row - 1].group

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                tr(entry.group.value),
                entry.title,
                entry.hint,
                entry.aside,
                entry.figure,
                entry.keys,
            )
            return ", ".join(part for part in parts if part)
        return None
