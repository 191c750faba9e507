"""The licences of everything that a frozen build carries, gathered where it is built.

A build has a folder `licences`: NOTICES.md names each package with its version and licence, and
each has its own texts in a folder. Standard library only; run in the environment that is frozen.
"""

import re
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "requirements" / "run.lock"
TEXTS = HERE / "licences"
BOOTLOADER = "pyinstaller"
"""Its starter is in each program, under an exception of its licence that allows that."""
WITHOUT_TEXT = {"pyside6-essentials": "LGPL-3.0.txt", "shiboken6": "LGPL-3.0.txt"}
"""Packages whose wheels name a licence and bring no text of it."""

HEAD = """# What this program is made with

PixEcom Desktop's fonts and icons have their notices in `NOTICE.md` of its own resources. Below are
the packages it carries, each with its version and its licence; the texts are in the folders beside
this file.

## Qt, PySide6, psycopg: the GNU Lesser General Public License, version 3

Qt (through PySide6 and shiboken6) and psycopg are used unchanged, as libraries of their own that
you may replace. They are files in the program's folder, not part of the program file:

- Qt's libraries and plugins: `{qt}`
- PySide6, shiboken6: `_internal/PySide6`, `_internal/shiboken6`
- psycopg: `_internal/psycopg`, `_internal/psycopg_binary`

Put your own build of the same version with the same names there and start the program again. Their
sources are on the pages of the Qt project and of psycopg, under the versions below. You may take
the program apart as far as finding mistakes in such a change needs. The texts are `LGPL-3.0.txt`
and `GPL-3.0.txt`, which it refers to.

| package | version | licence |
| --- | --- | --- |
"""


def gather(folder: Path) -> list[Path]:
    """Write the notices into an empty `folder` and return its files.

    Raises ValueError where a package that is carried has no licence text.
    """
    lines = []
    folder.mkdir(parents=True, exist_ok=True)
    for text in sorted(TEXTS.glob("*.txt")):
        shutil.copy(text, folder / text.name)
    for one in carried():
        name = re.sub("[-_.]+", "-", one.metadata["Name"]).lower()
        own = _texts(one)
        if not own and name not in WITHOUT_TEXT:
            raise ValueError(f"{name} {one.version} brings no licence text; add it to {TEXTS}")
        for text in own:
            (folder / name).mkdir(exist_ok=True)
            shutil.copy(text, folder / name / _free(folder / name, text.name))
        lines.append(f"| {name} | {one.version} | {_licence(one)} |\n")
    python = ".".join(map(str, sys.version_info[:3]))
    lines.append(f"| python | {python} | PSF-2.0 |\n")
    for place in ("LICENSE.txt", f"lib/python3.{sys.version_info[1]}/LICENSE.txt"):
        if (text := Path(sys.base_prefix, place)).is_file():
            (folder / "python").mkdir(exist_ok=True)
            shutil.copy(text, folder / "python" / "LICENSE.txt")
    qt = "_internal/PySide6" if sys.platform == "win32" else "_internal/PySide6/Qt"
    notices = folder / "NOTICES.md"
    notices.write_text(HEAD.format(qt=qt) + "".join(lines), encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def carried() -> list[Distribution]:
    """Return what of the run lock is installed here, and what starts a frozen program."""
    names = re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==", LOCK.read_text("utf-8"), re.MULTILINE)
    found = []
    for name in dict.fromkeys([*names, BOOTLOADER]):
        try:
            found.append(distribution(name))
        except PackageNotFoundError:  # another system's
            continue
    return found


def _texts(one: Distribution) -> list[Path]:
    named = [
        Path(str(one.locate_file(file)))
        for file in one.files or ()
        if ".dist-info" in file.parts[0]
        and re.match(r"(?i)(licen[cs]e|copying|notice|authors)", file.name)
    ]
    return [path for path in named if path.is_file()]


def _free(folder: Path, name: str) -> str:
    """Return a name that no other text of the package has taken: numpy has some of each."""
    stem, dot, ending = name.partition(".")
    number, free = 1, name
    while (folder / free).exists():
        number += 1
        free = f"{stem}-{number}{dot}{ending}"
    return free


def _licence(one: Distribution) -> str:
    for key in ("License-Expression", "License"):
        told = next(iter(one.metadata.get_all(key) or ()), "")
        if told and "\n" not in told:
            return told
    classed = [
        line.rpartition(" :: ")[2]
        for line in one.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    return ", ".join(classed) or "see its text"
