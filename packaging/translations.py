#!/usr/bin/env python3
"""Brings the catalogs of `resources/translations` up to the sources: `dev.py texts`.

The texts are gathered from the calls of `ui/translate.py` in the screens and from the catalogs of
the domain, whose words are translated where they are shown. Qt's own `lupdate` then writes them
into every `.ts`, keeping what was translated, and `lrelease` makes a `.qm` of each language.
To add a language, copy `pixecom.ts` to `pixecom_<code>.ts` and run this.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SCREENS = ROOT / "pixecom_desktop" / "ui"
CONTEXT = "PixEcom"
CATALOGS = {("ActionSpec", "name"), ("PageSpec", "title"), ("ListColumn", "label")}
"""What the screens' own catalogs are made of: the class, and the field that is shown."""


class Text(NamedTuple):
    """One text of the source language; `counts` where its form depends on a number."""

    source: str
    counts: bool = False


def texts() -> list[Text]:
    """Return every text that a screen translates, in order and without repetition."""
    found = {Text(word) for word in _words_of_catalogs() if word}
    for file in sorted(SCREENS.rglob("*.py")):
        found |= set(_in_file(ast.parse(file.read_text(encoding="utf-8"))))
    return sorted(found)


def _in_file(tree: ast.Module) -> Iterator[Text]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name in {"tr", "to_translate"} and node.args:
            yield from (Text(word) for word in _literals(node.args[0]))
        elif name == "plural" and len(node.args) == 3:
            yield from (Text(word, counts=True) for word in _literals(node.args[2]))
        for keyword in node.keywords:
            if (name, keyword.arg) in CATALOGS:
                yield from (Text(word) for word in _literals(keyword.value))


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be; a variable's stand in a catalog."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _words_of_catalogs() -> Iterator[str]:
    from pixecom_desktop.domain import delivery
    from pixecom_desktop.domain.actions import Rename, SetStatus
    from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
    from pixecom_desktop.domain.compare import Against
    from pixecom_desktop.domain.dates import Preset
    from pixecom_desktop.domain.enums import EntityStatus, Level, Role
    from pixecom_desktop.domain.filters import FILTERS
    from pixecom_desktop.domain.metrics.catalog import MEASURES, METRICS
    from pixecom_desktop.domain.metrics.presets import COLUMN_SETS
    from pixecom_desktop.domain.preferences import PROBLEMS, SETTINGS, SettingGroup
    from pixecom_desktop.domain.query import AdsQuery
    from pixecom_desktop.domain.rule_columns import COLUMNS
    from pixecom_desktop.domain.views import BUILT_IN
    from pixecom_desktop.ui.tables.columns import columns_for

    for measure in MEASURES:
        yield from (measure.label, measure.source)
    yield from (preset.label for preset in Preset)
    yield from (against.label for against in Against)
    yield from (one.title for one in COLUMN_SETS)
    yield from (one.name for one in BUILT_IN)
    yield from COLUMNS.values()
    for level in Level:
        for column in columns_for(AdsQuery(level=level), of_sellers=True):
            yield from (column.label, column.tip)
    yield from (metric.label for metric in METRICS)
    yield from (known.title for known in FILTERS)
    yield from delivery.TITLES.values()
    yield from (reason for _, reason in delivery.MAP.values())
    for setting in SETTINGS.values():
        yield from (setting.title, setting.words, setting.unit, *setting.choices)
    for status in (EntityStatus.ACTIVE, EntityStatus.PAUSED, EntityStatus.ARCHIVED):
        command = SetStatus(status=status)
        yield from (command.title, command.done, command.already)
    for other in (Rename(find="", replace_with=""), SetBudget(step=BudgetStep.RAISE, hundredths=1)):
        yield from (other.title, other.done, other.already)
    yield from (role.value.title() for role in Role)
    yield from PROBLEMS
    yield from SettingGroup


def write(folder: Path, catalogs: list[Path]) -> None:
    """Bring these catalogs up to the sources; raises CalledProcessError where Qt's tool fails."""
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch, "texts.py")
        calls = (
            f"translate({CONTEXT!r}, {_quoted(text.source)}{', None, 2' if text.counts else ''})\n"
            for text in texts()
        )
        listed.write_text("".join(calls), encoding="utf-8")
        settings = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-silent"]
        paths = [str(catalog) for catalog in catalogs]
        subprocess.run([_tool("lupdate"), str(listed), *settings, "-ts", *paths], check=True)
    for catalog in catalogs:
        if catalog.stem != "pixecom":
            target = folder / f"{catalog.stem}.qm"
            command = [_tool("lrelease"), "-silent", str(catalog), "-qm", str(target)]
            subprocess.run(command, check=True)


def _quoted(text: str) -> str:
    """Return a text as lupdate reads it in Python: in double quotes, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def main() -> int:
    """Bring all catalogs up to the sources."""
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER, sorted({FOLDER / "pixecom.ts", *FOLDER.glob("pixecom*.ts")}))
    print(f"{len(texts())} texts in {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
