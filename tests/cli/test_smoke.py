"""The smoke test itself: what is broken is found, and has an exit code of its own."""

import argparse
import logging
import re
import zoneinfo
from pathlib import Path

import pytest

from pixecom_desktop import log
from pixecom_desktop.cli import smoke, smoke_parts, smoke_work
from pixecom_desktop.config import Config
from pixecom_desktop.domain.errors import PixecomError


@pytest.fixture(autouse=True)
def logs_as_before():
    yield
    log.set_up(None)


def test_each_check_has_an_exit_code_and_the_first_failure_ends_it(monkeypatch, capsys, tmp_path):
    seen = []

    def fine(folder: Path) -> str:
        seen.append(folder)
        return "as it should be"

    def broken(folder: Path) -> str:
        raise FileNotFoundError("a part is missing")

    monkeypatch.setattr(smoke, "CHECKS", (("one", fine), ("two", broken), ("three", fine)))

    code = smoke.run(argparse.Namespace(), Config(home=tmp_path))

    assert code == smoke.FIRST_CODE + 1
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"ok one: as it should be \(\d+\.\d s\)", lines[0])
    assert lines[1:] == ["FAILED two: FileNotFoundError: a part is missing"]
    assert [folder.exists() for folder in seen] == [False], "the folder is thrown away"


def test_a_secret_in_the_log_is_found(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("EAAsandboxtoken123", encoding="utf-8")
    log.set_up(smoke_work._config(tmp_path).log_folder, level=logging.DEBUG)
    assert "without a secret" in smoke_work.logs(tmp_path)

    monkeypatch.setattr(log, "strike", lambda text: text)
    with pytest.raises(PixecomError, match="a secret in the log"):
        smoke_work.logs(tmp_path)


def test_figures_that_a_migration_changes_are_found(monkeypatch, tmp_path):
    monkeypatch.setattr(smoke_work, "OLDER_SPEND", {"USD": 1})

    with pytest.raises(PixecomError, match="408350000"):
        smoke_work.older_database(tmp_path)


def test_a_build_without_its_own_time_zones_is_found(monkeypatch, tmp_path):
    before = zoneinfo.TZPATH
    monkeypatch.setattr(smoke_parts, "HOURS_IN_MAY", {"Mars/Olympus": 0.0})

    with pytest.raises(PixecomError):
        smoke_parts.time_zones(tmp_path)

    assert before == zoneinfo.TZPATH, "the system's are asked again"
