"""The floors of the house, and that every room stands on one."""

import importlib
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pixecom_desktop

ROOT = Path(__file__).parent.parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CONTRACTS = SETTINGS["importlinter"]["contracts"]


def rooms() -> set[str]:
    found = {module.name for module in pkgutil.iter_modules(pixecom_desktop.__path__)}
    return found - {"__main__"}


def modules() -> list[str]:
    """Return every module; a migration's is run by Alembic, `__main__` by Python."""
    found = pkgutil.walk_packages(pixecom_desktop.__path__, "pixecom_desktop.")
    return [
        module.name
        for module in found
        if "migrations" not in module.name.split(".") and not module.name.endswith("__main__")
    ]


def test_every_import_goes_down():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_stands_on_a_floor():
    (house,) = [contract for contract in CONTRACTS if contract["type"] == "layers"]
    named = {room.strip(" ()") for floor in house["layers"] for room in floor.split("|")}

    assert rooms() == named


def test_qt_is_forbidden_to_every_room_but_the_screens_and_the_front_door():
    (wall,) = [contract for contract in CONTRACTS if contract["name"] == "Qt lives in ui only"]

    assert {name.rpartition(".")[2] for name in wall["source_modules"]} == rooms() - {"ui", "cli"}


@pytest.mark.parametrize("module", modules())
def test_every_module_imports(module):
    importlib.import_module(module)
