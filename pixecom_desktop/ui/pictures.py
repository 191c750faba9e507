"""Every screen and state of the windows as PNG files, to be held beside the design.

`python -m pixecom_desktop.ui.pictures --out DIR` draws them offscreen over a real backend, which a
function of another module opens; the states are staged in front of it. No number is made up. With
`--kept` it draws those of the README and the guide alone, under their own names.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.ui.app import application, run_loop, settled
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.session import Session
from pixecom_desktop.ui.shots.catalog import KEPT, SHOTS
from pixecom_desktop.ui.shots.doors import DOORS, BeforeTheProgram, Door
from pixecom_desktop.ui.shots.scene import Scene, Shot
from pixecom_desktop.ui.staged import Staged
from pixecom_desktop.ui.theme import zoom
from pixecom_desktop.ui.theme.apply import apply
from pixecom_desktop.ui.theme.tokens import Theme

DEMO = "pixecom_desktop.cli.demo:opened"
SIZES = ((1280, 720), (1920, 1080))
KEPT_SIZE = (1280, 760)
COLOURS = 256
THEMES = tuple(Theme)
PAINTED = 0.35
"""Seconds after which what waits has said so, and the gathered events were told."""


async def take(
    backend: Backend, folder: Path, sizes: Sequence[tuple[int, int]], only: str = ""
) -> int:
    """Draw every shot in both themes and all sizes; returns how many were drawn.

    `only` is in the names of those that are drawn.
    """
    count = 0
    for theme in THEMES:
        apply(application(), theme)
        for shot in (one for one in SHOTS if only in one.name):
            for size in sizes:
                name = f"{shot.name}-{theme.value}-{size[0]}x{size[1]}.png"
                await _draw(shot, backend, folder / name, size)
                count += 1
        for door in (one for one in DOORS if only in one.name):
            for size in sizes:
                name = f"{door.name}-{theme.value}-{size[0]}x{size[1]}.png"
                async with before_the_program(door, size) as window:
                    _save(window, folder / name)
                count += 1
    apply(application())
    return count


async def take_kept(backend: Backend, folder: Path, size: tuple[int, int]) -> int:
    """Draw the pictures of the README and the guide in both themes; returns how many."""
    by_name = {shot.name: shot for shot in SHOTS}
    for theme in THEMES:
        apply(application(), theme)
        for name, shot in KEPT.items():
            path = folder / f"{name}-{theme.value}.png"
            await _draw(by_name[shot], backend, path, size)
            _write(_in_few_colours(QImage(str(path))), path)
    apply(application())
    return len(THEMES) * len(KEPT)


async def _draw(shot: Shot, backend: Backend, path: Path, size: tuple[int, int]) -> None:
    async with staged(shot, backend, size) as window:
        _save(window, path)


def _save(window: QWidget, path: Path) -> None:
    _write(window.grab().toImage(), path)


def _write(drawn: QImage, path: Path) -> None:
    if not drawn.save(str(path), quality=0):
        raise UserError(f"The picture {path} could not be written.")


def _in_few_colours(image: QImage) -> QImage:
    """Return a picture in 256 colours, those that it has most of or would miss most: few bytes."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    dots = np.frombuffer(plain.constBits(), np.uint32)
    colours, counts = np.unique(dots, return_counts=True)
    parts = np.stack([colours >> shift & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.float64)
    chosen = [int(np.argmax(counts))]
    far = np.full(len(colours), np.inf)
    while len(chosen) < min(COLOURS, len(colours)):
        far = np.minimum(far, np.linalg.norm(parts - parts[chosen[-1]], axis=1))
        chosen.append(int(np.argmax(far * np.sqrt(counts))))
    table = colours[chosen].tolist()
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


@asynccontextmanager
async def staged(
    shot: Shot, backend: Backend, size: tuple[int, int], *, rest: float = PAINTED
) -> AsyncIterator[MainWindow]:
    """Yield a window in the state of a shot, after it has rested so many seconds; close it."""
    behind = Staged(backend)
    before = backend.seller.id
    shot.stage(behind)
    session = Session(behind, None)
    window = session.open(to_link(shot.query), size)
    try:
        if not shot.waits:
            await settled(window)
        if shot.act is not None:
            await shot.act(Scene(window, behind))
        await asyncio.sleep(rest)
        yield window
    finally:
        await session.close(window)
        if backend.seller.id != before:
            await backend.sellers.choose(before)


@asynccontextmanager
async def before_the_program(
    door: Door, size: tuple[int, int], *, rest: float = PAINTED
) -> AsyncIterator[BeforeTheProgram]:
    """Yield a window of those before the program, after it has rested so many seconds; close it."""
    window = door.make()
    window.resize(*size)
    window.show()
    try:
        if door.act is not None:
            await door.act(window)
        await asyncio.sleep(rest)
        yield window
    finally:
        await window.tasks.close()
        window.hide()
        window.deleteLater()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, open the backend, draw; returns the exit code."""
    parser = argparse.ArgumentParser(prog="pictures", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="the folder of the pictures")
    parser.add_argument("--backend", default=DEMO, metavar="MODULE:FUNCTION")
    parser.add_argument("--only", default="", metavar="WORD", help="names with this word in them")
    parser.add_argument("--kept", action="store_true", help="those of the README and the guide")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    module, _, function = asked.backend.partition(":")
    opened = getattr(import_module(module), function)
    # Text of 200 % (QT_FONT_DPI=192) leaves a screen half as many pixels of the window's own.
    factor = zoom.prepare(Keep(None))
    application()
    with opened() as backend:
        drawn: list[int] = []

        async def draw() -> None:
            if asked.kept:
                drawn.append(await take_kept(backend, asked.out, KEPT_SIZE))
                return
            sizes = [(round(wide / factor), round(high / factor)) for wide, high in SIZES]
            drawn.append(await take(backend, asked.out, sizes, asked.only))

        run_loop(draw())
    sys.stdout.write(f"{drawn[0]} pictures are in {asked.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
