"""What lies in the repository, and that its locks and files name no machine's address."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ENTRIES = {
    ".ci",
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    "LICENSE",
    "README.md",
    "packaging",
    "pixecom_desktop",
    "pyproject.toml",
    "resources",
    "tests",
}
# Written apart, so that this file does not name them either.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"))]
REGISTRIES += [".".join(parts) for parts in (("npmjs", "org"), ("npmjs", "com"))]
LOCKS = sorted((ROOT / "packaging" / "requirements").glob("*.lock"))


def tracked() -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this copy of the sources is no git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def requirements(lock: Path) -> list[str]:
    return lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def pins(lock: Path) -> set[str]:
    return {requirement.split("--hash")[0].strip() for requirement in requirements(lock)}


def test_the_top_of_the_tree_holds_only_what_belongs_there():
    assert {name.split("/")[0] for name in tracked()} <= ENTRIES


def test_no_file_names_a_package_registry():
    guilty = [
        name
        for name in tracked()
        if any(host.encode() in (ROOT / name).read_bytes() for host in REGISTRIES)
    ]

    assert guilty == []


def test_there_are_four_locks():
    names = [lock.stem for lock in LOCKS]

    assert names == ["bench", "build", "dev", "run"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_of_a_lock_is_pinned_and_hashed(lock):
    loose = [
        line
        for line in requirements(lock)
        if not re.match(r"^[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]

    assert loose == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_line_of_a_lock_names_a_host(lock):
    named = [
        line
        for line in lock.read_text(encoding="utf-8").splitlines()
        if "//" in line or "index" in line or line.startswith(("-", "#"))
    ]

    assert named == []


def test_each_lock_holds_the_pins_of_the_smaller_one():
    dev, build, run = (
        pins(ROOT / "packaging" / "requirements" / f"{name}.lock")
        for name in ("dev", "build", "run")
    )

    assert run < build < dev
