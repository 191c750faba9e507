"""The frozen program as a new user gets it: unpacked, installed, started, upgraded, removed."""

import gzip
import hashlib
import os
import re
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

KEY = "5a" * 32
MOST_BYTES = 200_000_000
STANDS = "the first page stands"
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform != "linux", reason="the release workflow does this elsewhere"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with a home and nothing else: no Python, no checkout, no other program."""

    home: Path
    place: Path

    @property
    def settings(self) -> Mapping[str, str]:
        """Return the whole environment of this user."""
        return {
            "HOME": str(self.home),
            "PATH": "/nonexistent",
            "QT_QPA_PLATFORM": "offscreen",
            "META_TOKEN_ENCRYPTION_KEY": KEY,
            "META_API_BASE": "http://127.0.0.1:9",
        }

    @property
    def data(self) -> Path:
        """Return where the program keeps this user's data."""
        return self.home / ".local" / "share" / "PixEcom Desktop"

    def install(self, *words: str) -> str:
        """Run the script of the unpacked program; returns what it said."""
        done = subprocess.run(
            ["/bin/sh", str(self.place / "install.sh"), *words],
            env={**self.settings, "PATH": "/usr/bin:/bin"},
            cwd="/",
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the installed program from the root of the disk."""
        return subprocess.run(
            [str(self.home / ".local" / "bin" / "pixecom"), *words],
            env={**self.settings, **settings},
            cwd="/",
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build this system's installer as the README says."""
    folder = tmp_path_factory.mktemp("built")
    # The build fetches packages: this process's guard against that is not for it.
    settings = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    made = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "dev.py"), "installer", str(folder)],
        env=settings,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def user(built, tmp_path_factory) -> User:
    """A new user, who unpacked the tarball into a folder with a space and other letters."""
    (tarball,) = built.glob("*.tar.gz")
    folder = tmp_path_factory.mktemp("new") / "Chương trình mới"
    with tarfile.open(tarball) as packed:
        packed.extractall(folder, filter="data")
    (place,) = folder.iterdir()
    home = folder.parent / "nhà của tôi"
    home.mkdir()
    return User(home=home, place=place)


@pytest.mark.acceptance("0.3-1")
def test_the_build_is_small_and_carries_what_it_must(built):
    program = built / "pixecom-desktop"
    files = [path for path in program.rglob("*") if path.is_file() and not path.is_symlink()]

    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    inside = program / "_internal"
    names = [path.relative_to(inside).as_posix() for path in files if inside in path.parents]
    for wanted in (
        *("pixecom_desktop/storage/migrations/versions/0001_identity.py", "tzdata/zones"),
        *("licences/NOTICES.md", "licences/LGPL-3.0.txt", "licences/numpy/LICENSE.txt"),
        *("pixecom_desktop/_resources/fonts/LICENSE-Inter", "certifi/cacert.pem"),
    ):
        assert wanted in names
    assert any(re.fullmatch(r"keyring-.*dist-info/entry_points\.txt", name) for name in names)
    for unwanted in ("tkinter", "_tkinter", "Qt6Qml", "Qt6Quick", "pytest", "/tests/"):
        assert [name for name in names if unwanted in name] == []


def test_the_sum_beside_the_installer_is_its_own(built):
    (tarball,) = built.glob("*.tar.gz")
    told, _, name = (built / "SHA256SUMS").read_text("ascii").strip().partition("  ")

    assert name == tarball.name
    assert told == hashlib.sha256(tarball.read_bytes()).hexdigest()


@pytest.mark.acceptance("0.3-1")
def test_the_unpacked_program_is_whole_without_a_python(user):
    began = time.monotonic()

    smoke = subprocess.run(
        [str(user.place / "pixecom-desktop"), "smoke"],
        env=user.settings,
        cwd="/",
        capture_output=True,
        text=True,
    )

    assert smoke.returncode == 0, smoke.stdout + smoke.stderr
    assert time.monotonic() - began < 60
    for check in ("modules", "older database", "keyring", "sync", "files", "window", "end"):
        assert f"ok {check}: " in smoke.stdout
    assert not user.data.exists(), "nothing of the user's is touched"


def test_a_new_user_installs_looks_at_the_demo_upgrades_and_leaves(user):
    assert "in the menu" in user.install()
    assert user.run("--version").stdout.strip()

    demo = user.run("demo")
    assert demo.returncode == 0, demo.stderr
    assert "Spent" in demo.stdout
    picture = re.search(r"A picture of the window is at (.+)", demo.stdout)
    assert picture is not None
    assert Path(picture[1]).stat().st_size > 10_000
    assert not (user.data / "pixecom.db").exists(), "a demo is nobody's data"

    # An older program's data are found, copied and brought up to date.
    user.data.mkdir(parents=True, exist_ok=True)
    older = gzip.decompress((ROOT / "resources/smoke/pixecom-0006.db.gz").read_bytes())
    (user.data / "pixecom.db").write_bytes(older)
    report = user.run("report", "--since", "2026-11-25", "--until", "2026-11-28")
    assert report.returncode == 0, report.stderr
    assert "408.35" in report.stdout
    assert "550,332" in report.stdout
    assert len([*(user.data / "backups").glob("*before-upgrade-from-0006.db")]) == 1

    # The window twice, closed as the session's end closes it.
    log = user.data / "logs" / "pixecom.log"
    for start in (1, 2):
        with subprocess.Popen(
            [str(user.home / ".local" / "bin" / "pixecom-desktop")], env=user.settings, cwd="/"
        ) as window:
            while not log.exists() or log.read_text("utf-8").count(STANDS) < start:
                assert window.poll() is None, "the window does not stay open"
                time.sleep(0.1)
            window.send_signal(signal.SIGTERM)
        assert window.returncode == 0
    assert KEY not in log.read_text("utf-8")

    # The same version once more over the installed one: the data are what they were.
    user.install()
    again = user.run("report", "--since", "2026-11-25", "--until", "2026-11-28")
    assert "408.35" in again.stdout

    assert str(user.data) in user.install("--remove")
    assert (user.data / "pixecom.db").exists()
    assert not (user.home / ".local" / "lib" / "pixecom-desktop").exists()
    user.install("--remove", "--data")
    assert not user.data.exists()
