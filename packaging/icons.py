"""Draws the program's icon for Windows and macOS from its one drawing, `resources/icons/app.svg`.

    .venv/bin/python packaging/icons.py [FOLDER]        what `dev.py icons` runs

Both formats are plain containers. Windows: https://learn.microsoft.com/previous-versions/ms997538
(bitmaps, and a PNG for 256 pixels); macOS: a type of four letters and a PNG for each size.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "app.svg"
FOLDER = ROOT / "packaging" / "icons"

WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)
MACOS = {
    "icp4": 16,
    "ic11": 32,
    "icp5": 32,
    "ic12": 64,
    "ic07": 128,
    "ic13": 256,
    "ic08": 256,
    "ic14": 512,
    "ic09": 512,
    "ic10": 1024,
}
"""Type and pixels; ic11 to ic14 and ic10 are the denser ones of 16, 32, 128, 256 and 512 points."""

ICO_HEAD = struct.Struct("<HHH")
ICO_ENTRY = struct.Struct("<BBBBHHII")
BITMAP_HEAD = struct.Struct("<IiiHHIIiiII")
ICNS_HEAD = struct.Struct(">4sI")


def main(arguments: list[str]) -> int:
    """Write both files; returns 0."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pixecom.ico").write_bytes(ico(WINDOWS))
    (folder / "pixecom.icns").write_bytes(icns(MACOS))
    print(f"The icons are in {folder}.")
    return 0


def drawn(pixels: int) -> QImage:
    """Return the drawing as a square of so many pixels."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def ico(sizes: tuple[int, ...]) -> bytes:
    """Return a Windows icon of these sizes."""
    pictures = [_png(size) if size >= 256 else _bitmap(size) for size in sizes]
    offset = ICO_HEAD.size + ICO_ENTRY.size * len(sizes)
    entries = b""
    for size, picture in zip(sizes, pictures, strict=True):
        # 256 is written as 0: a byte holds no more.
        side = size % 256
        entries += ICO_ENTRY.pack(side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return ICO_HEAD.pack(0, 1, len(sizes)) + entries + b"".join(pictures)


def icns(types: dict[str, int]) -> bytes:
    """Return a macOS icon of these types."""
    body = b""
    for kind, size in types.items():
        picture = _png(size)
        body += ICNS_HEAD.pack(kind.encode(), ICNS_HEAD.size + len(picture)) + picture
    return ICNS_HEAD.pack(b"icns", ICNS_HEAD.size + len(body)) + body


def _png(size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn(size).save(buffer, b"PNG")
    return bytes(buffer.data().data())


def _bitmap(size: int) -> bytes:
    """Return a picture with its alpha, from the lowest line up, and a mask that hides nothing."""
    image = drawn(size).flipped(Qt.Orientation.Vertical)
    mask = bytes((size + 31) // 32 * 4 * size)
    # The height counts the mask, too.
    head = BITMAP_HEAD.pack(BITMAP_HEAD.size, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    return head + bytes(image.constBits()) + mask


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
