"""The chapters of the guide, as Markdown, with their pictures: read once, off the Qt thread.

Links between chapters are relative (`teams.md#roles`), and so are pictures; what a heading is
called in a link is the usual slug of its words. The chapter of the keyboard is completed from the
registry of actions, so that it names no key that does nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from PySide6.QtGui import QImage, QKeySequence

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.resources import changelog, notices, resource
from pixecom_desktop.ui.actions import ACTIONS, Group
from pixecom_desktop.ui.guide.chapters import CHAPTERS, LICENCES, WHATS_NEW
from pixecom_desktop.ui.theme.tokens import Theme
from pixecom_desktop.ui.translate import tr

ACTIONS_HERE = "{actions}"
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its key, its title, its Markdown."""

    key: str
    title: str
    markdown: str

    def links(self) -> Iterator[str]:
        """Yield what the chapter leads to."""
        yield from _LINK.findall(self.markdown)

    def pictures(self) -> Iterator[str]:
        """Yield the pictures that the chapter shows."""
        yield from _PICTURE.findall(self.markdown)

    def headings(self) -> Iterator[str]:
        """Yield the slugs of the headings."""
        yield from (slug(words) for words in _HEADING.findall(self.markdown))

    def has(self, text: str) -> bool:
        """Tell whether all words of a text are in the chapter, whatever their capitals."""
        mine = self.markdown.casefold()
        return all(word in mine for word in text.casefold().split())


@dataclass(frozen=True, slots=True)
class Book:
    """All chapters by key, in order, and their pictures by name."""

    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    pictures: Mapping[str, QImage] = field(default_factory=dict)

    def found(self, text: str) -> tuple[Chapter, ...]:
        """Return the chapters in which a text is found; all of them for ""."""
        return tuple(chapter for chapter in self.chapters.values() if chapter.has(text))


def read(theme: Theme) -> Book:
    """Return the book with the pictures of a theme; blocks for as long as the disk takes."""
    chapters = {key: chapter(key) for key in (*CHAPTERS, WHATS_NEW, LICENCES)}
    names = {name.rpartition("/")[2] for one in chapters.values() for name in one.pictures()}
    return Book(chapters, {name: _picture(name, theme) for name in names})


def chapter(key: str) -> Chapter:
    """Return one chapter; raises FileNotFoundError for one that this copy of the program lacks."""
    if key == WHATS_NEW:
        return Chapter(key, tr("What's new"), changelog().read_text(encoding="utf-8"))
    if key == LICENCES:
        return Chapter(key, tr("Licences"), notices())
    text = resource(f"help/{key}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("#").strip()
    return Chapter(key, title, text.replace(ACTIONS_HERE, _actions()))


def slug(words: str) -> str:
    """Return what a heading is called in a link: lower case, words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")


def _picture(name: str, theme: Theme) -> QImage:
    """Return a picture in the theme's colours; a missing one is an empty image."""
    own = name.replace("-dark.", f"-{theme.value}.")
    try:
        return QImage.fromData(resource(f"pictures/{own}").read_bytes())
    except FileNotFoundError:
        return QImage()


def _actions() -> str:
    """Return every action that has keys, group by group, as Markdown tables."""
    lines: list[str] = []
    for group in Group:
        lines += [f"## {tr(group.value)}", "", tr("| Action | Keys |"), "| --- | --- |"]
        for spec in ACTIONS:
            if spec.group is group and spec.shortcuts:
                keys = " / ".join(_told(one) for one in spec.shortcuts)
                where = tr("in the table") if spec.on_rows or spec.in_table else ""
                lines.append(f"| {tr(spec.name)} | {keys} {where} |")
        lines.append("")
    return "\n".join(lines)


def _told(keys: str) -> str:
    native = QKeySequence.fromString(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return f"`{native}`"
