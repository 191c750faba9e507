"""The installers, over a stand-in for the frozen program."""

import importlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

PACKAGING = ROOT / "packaging"
posix_only = pytest.mark.skipif(os.name == "nt", reason="a shell script for Linux")


@pytest.fixture
def installers(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    return importlib.import_module("installers")


@pytest.fixture
def payload(tmp_path) -> Path:
    """A program of three files that answers its version."""
    folder = tmp_path / "payload"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "part.txt").write_text("part", encoding="utf-8")
    for name in ("pixecom-desktop", "pixecom-desktop.exe", "pixecom.exe"):
        (folder / name).write_text('#!/bin/sh\necho "version 1, opened $1"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is missing (Debian: nsis)")
def test_the_windows_installer_compiles_without_a_warning_and_is_signed_where_asked(
    installers, payload, tmp_path, monkeypatch
):
    monkeypatch.setenv("PIXECOM_SIGN_WITH", f'sh -c \'echo "$1" >> "{tmp_path}/signed"\' - "%1"')

    made = installers.windows(payload, tmp_path / "PixEcom-1.2.3.exe", "1.2.3")

    signed = (tmp_path / "signed").read_text("utf-8").splitlines()
    assert signed[:2] == [str(payload / "pixecom-desktop.exe"), str(payload / "pixecom.exe")]
    assert len(signed) == 4, "the uninstaller and the installer, too"
    assert signed[-1] == str(made)

    setup = made.read_bytes()
    assert setup[:2] == b"MZ"
    for told in ("PixEcom Desktop Setup", "1.2.3", "requestedExecutionLevel"):
        assert told.encode("utf-16-le") in setup or told.encode() in setup
    assert b'level="asInvoker"' in setup, "nobody needs an administrator"


def test_the_windows_installer_is_refused_in_words_without_nsis(
    installers, payload, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit):
        installers.windows(payload, tmp_path / "setup.exe", "1.2.3")

    assert "install NSIS" in capsys.readouterr().err


def test_a_tarball_is_the_same_for_the_same_files_and_is_summed(installers, payload, tmp_path):
    made = tmp_path / "a.tar.gz"
    first = installers.linux(payload, made).read_bytes()
    os.utime(payload / "_internal" / "part.txt", (1, 1))

    assert installers.linux(payload, made).read_bytes() == first
    sums = installers.sums(tmp_path).read_text("ascii")
    assert sums.splitlines()[0].endswith("  a.tar.gz")
    assert len(sums.split()[0]) == 64


@posix_only
def test_linux_installs_for_one_user_brings_up_to_date_and_removes(installers, payload, tmp_path):
    tarball = installers.linux(payload, tmp_path / "PixEcom.tar.gz")
    home = tmp_path / "nhà của tôi & $co"
    data = home / ".local" / "share" / "PixEcom Desktop"
    data.mkdir(parents=True)
    (data / "pixecom.db").write_text("data", encoding="utf-8")
    with tarfile.open(tarball) as packed:
        packed.extractall(tmp_path, filter="data")
    unpacked = tmp_path / "PixEcom"

    def script(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(unpacked / "install.sh"), *words],
            env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )

    def opened(link: str) -> str:
        return subprocess.check_output([str(command), link], text=True).strip()

    command = home / ".local" / "bin" / "pixecom-desktop"
    program = home / ".local" / "lib" / "pixecom-desktop"
    assert script().returncode == 0
    assert opened("pixecom://ads") == "version 1, opened pixecom://ads"
    entry = home / ".local" / "share" / "applications" / "pixecom-desktop.desktop"
    assert f'Exec="{str(command).replace("$", chr(92) * 2 + "$")}" %u' in entry.read_text("utf-8")

    (program / "_internal" / "of-version-1").touch()
    (unpacked / "pixecom-desktop").write_text('#!/bin/sh\necho "version 2"\n', encoding="utf-8")
    assert script().returncode == 0
    assert opened("") == "version 2"
    assert not (program / "_internal" / "of-version-1").exists(), "nothing of the old one stays"

    told = script("--remove").stdout
    assert str(data) in told
    assert not command.exists()
    assert not program.exists()
    assert not entry.exists()
    assert (data / "pixecom.db").exists(), "data stays unless asked"

    assert script("--remove", "--data").returncode == 0
    assert not data.exists()


@posix_only
def test_an_open_program_is_not_replaced(installers, payload, tmp_path):
    sleeper = payload / "pixecom-desktop"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", sleeper)
    with tarfile.open(installers.linux(payload, tmp_path / "PixEcom.tar.gz")) as packed:
        packed.extractall(tmp_path, filter="data")
    command = ["sh", str(tmp_path / "PixEcom" / "install.sh")]
    settings = {"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    assert subprocess.run(command, env=settings, capture_output=True).returncode == 0

    with subprocess.Popen([tmp_path / "home/.local/bin/pixecom-desktop", "60"]) as running:
        try:
            again = subprocess.run(command, env=settings, capture_output=True, text=True)
        finally:
            running.kill()

    assert again.returncode == 1
    assert "Close it" in again.stderr
