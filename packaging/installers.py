"""This system's installer of a frozen program: a tarball, a Windows setup, a disk image.

Standard library only, beside `makensis` for Windows and macOS's own `hdiutil`.
"""

import gzip
import hashlib
import io
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import freezing
from environment import ROOT, stop

PACKAGING = ROOT / "packaging"
STEM = "PixEcom-Desktop"
SUMS = "SHA256SUMS"
INSTALLERS = ("*.tar.gz", "*.exe", "*.dmg")


def build(program: Path, folder: Path) -> Path:
    """Return the installer of a frozen program, made in `folder`, its checksum beside it."""
    version = freezing.version()
    if sys.platform == "win32":
        made = windows(program, folder / f"{STEM}-{version}-windows-x64.exe", version)
    elif sys.platform == "darwin":
        made = folder / f"{STEM}-{version}-macos-{platform.machine()}.dmg"
        command = ["sh", str(PACKAGING / "macos" / "dmg.sh"), str(program), str(made)]
        _run(command, "The disk image was not made")
    else:
        made = linux(program, folder / f"{STEM}-{version}-linux-{platform.machine()}.tar.gz")
    sums(folder)
    return made


def linux(program: Path, made: Path) -> Path:
    """Return the tarball of a frozen program: the same bytes for the same files."""
    top = made.name.removesuffix(".tar.gz")
    beside = {
        "install.sh": PACKAGING / "linux" / "install.sh",
        "share/pixecom-desktop.desktop": PACKAGING / "linux" / "pixecom-desktop.desktop",
        "share/pixecom-desktop.svg": ROOT / "resources" / "icons" / "app.svg",
    }
    files = {path.relative_to(program).as_posix(): path for path in program.rglob("*")}
    with (
        made.open("wb") as out,
        gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in sorted({**files, **beside}.items()):
            tar.add(path, f"{top}/{name}", recursive=False, filter=_anybodys)
    return made


def _anybodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def windows(program: Path, made: Path, version: str) -> Path:
    """Return the setup program of a frozen program, compiled by `makensis`; ends with a sentence.

    `PIXECOM_SIGN_WITH` is a command that signs a file, with %1 where its name stands: the programs
    are signed, the installer and its uninstaller.
    """
    if shutil.which("makensis") is None:
        stop("The Windows installer is made by makensis: install NSIS, and run this again.")
    told = {
        "PAYLOAD": str(program),
        "OUT": str(made),
        "VERSION": version,
        "NUMBERS": ".".join(map(str, freezing.numbers(version))),
        "NAME": freezing.NAME,
        "PUBLISHER": freezing.PUBLISHER,
        "SCHEME": freezing.SCHEME,
        "WINDOW": freezing.WINDOW,
        "CONSOLE": freezing.CONSOLE,
        "APP_ID": freezing.APP_ID,
        "ICON": str(PACKAGING / "icons" / "pixecom.ico"),
    }
    if signing := os.environ.get("PIXECOM_SIGN_WITH"):
        told["SIGN"] = signing
        for one in sorted(program.glob("*.exe")):
            _run(shlex.split(signing.replace("%1", str(one))), f"{one.name} was not signed")
    script = PACKAGING / "windows" / "pixecom.nsi"
    command = ["makensis", "-V2", "-WX", *(f"-D{k}={v}" for k, v in told.items())]
    _run([*command, str(script)], "The Windows installer was not made")
    return made


def sums(folder: Path) -> Path:
    """Write `SHA256SUMS` of the installers of a folder, as `sha256sum --check` reads it."""
    found = sorted(path for one in INSTALLERS for path in folder.glob(one))
    lines = io.StringIO()
    for path in found:
        with path.open("rb") as file:
            lines.write(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    kept = folder / SUMS
    kept.write_text(lines.getvalue(), encoding="ascii", newline="\n")
    return kept


def _run(command: list[str], complaint: str) -> None:
    if subprocess.run(command, check=False).returncode:
        stop(f"{complaint}: the lines above say why.")
