"""Builds what a user gets: the frozen folder, and this system's installer of it.

Standard library only. The frozen build comes from a venv of its own, made from the hashed build
lock, and from the wheel of the checkout, never from the checkout itself.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import freezing
import installers
from environment import ROOT, make_clean, say, stop

WORK = ROOT / "build" / "freezing"


def main(command: str, folder: Path) -> int:
    """Run `freeze` or `installer` into a folder; returns the exit code, or ends with a sentence."""
    program = freeze(folder)
    if command == "installer":
        print(installers.build(program, folder))
    return 0


def freeze(folder: Path) -> Path:
    """Return the folder of the frozen program, made anew in `folder`; on macOS the bundle."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    python = make_clean(WORK / "venv")
    _run(python, "building the wheel", "hatchling", "build", "-t", "wheel", "-d", str(WORK))
    (wheel,) = WORK.glob("*.whl")
    quiet = ("--quiet", "--disable-pip-version-check")
    _run(python, "installing it", "pip", "install", *quiet, "--no-deps", "--no-index", str(wheel))
    say("Freezing takes one to three minutes ...")
    _run(
        python,
        "freezing",
        *("PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"),
        *("--distpath", str(folder), "--workpath", str(WORK / "work")),
        str(ROOT / "packaging" / "pixecom.spec"),
    )
    program = folder / freezing.WINDOW
    if sys.platform == "darwin":
        program = folder / f"{freezing.NAME}.app"
    elif sys.platform != "win32":
        (program / freezing.CONSOLE).symlink_to(freezing.WINDOW)
    say(f"{program}: {size(program) / 1e6:.0f} MB")
    return program


def size(folder: Path) -> int:
    """Return how many bytes the files of a folder hold."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def _run(python: Path, doing: str, module: str, *arguments: str) -> None:
    # `-m` would find the checkout before the wheel in the folder it is called from.
    where = ROOT if module == "hatchling" else WORK
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([str(python), "-m", module, *arguments], check=False, cwd=where, env=kept)
    if done.returncode:
        stop(f"The build failed while {doing}: the lines above say why.")
