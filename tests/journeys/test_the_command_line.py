"""The program as a script meets it: started as a process, over the sandbox, judged by its words."""

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pixecom_desktop.cli.main import main
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.journeys.conftest import KEY, SMALL

PASSWORD = "a long enough one\n"
DAYS = ("--since", "2026-11-18", "--until", "2026-11-23")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Program:
    """The program with settings of its own, run in this process: starting one takes seconds."""

    settings: dict[str, str]
    monkeypatch: pytest.MonkeyPatch
    printed: pytest.CaptureFixture[bytes]

    def __call__(self, *words: str, said: str = "", **more: str) -> Done:
        with self.monkeypatch.context() as patched:
            for name, value in {**self.settings, **more}.items():
                patched.setenv(name, value)
            patched.setattr("sys.stdin", io.StringIO(said))
            self.printed.readouterr()
            code = main(words)
        out, err = self.printed.readouterr()
        assert b"Traceback" not in err
        return Done(code, out.decode(), err.decode())

    def add_seller(self, id_: int, slug: str, name: str) -> None:
        """Let the workspace have one seller more."""
        with sqlite3.connect(Path(self.settings["PIXECOM_HOME"]) / "pixecom.db") as line:
            line.execute(
                "INSERT INTO sellers (id, slug, name, created_at) "
                "SELECT ?, ?, ?, created_at FROM sellers LIMIT 1",
                (id_, slug, name),
            )
        line.close()


def settings(home: Path, meta: RunningSandbox) -> dict[str, str]:
    return {
        "PIXECOM_HOME": str(home),
        "META_API_BASE": meta.base,
        "META_TOKEN_ENCRYPTION_KEY": KEY.reveal(),
    }


@pytest.fixture
def program(meta, tmp_path, monkeypatch, capsysbinary) -> Program:
    return Program(settings(tmp_path / "home", meta), monkeypatch, capsysbinary)


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory) -> Path:
    """Return the database of a workspace in which `DAYS` of `SMALL` were read: copy it."""
    home = tmp_path_factory.mktemp("filled")
    with RunningSandbox(SMALL) as meta, pytest.MonkeyPatch.context() as patched:
        for name, value in settings(home, meta).items():
            patched.setenv(name, value)
        patched.setattr("sys.stdin", io.StringIO(f"{meta.token}\n"))
        assert main(("connect", *meta.accounts)) == 0
        assert main(("sync", *DAYS)) == 0
    return home / "pixecom.db"


@pytest.fixture
def filled(program, filled_file) -> Program:
    home = Path(program.settings["PIXECOM_HOME"])
    home.mkdir(mode=0o700)
    shutil.copyfile(filled_file, home / "pixecom.db")
    return program


@pytest.mark.acceptance("1.2-1", "1.6-1")
def test_from_a_token_to_a_report_in_three_commands(program, meta):
    linked = program("connect", *meta.accounts, said=f"{meta.token}\n")
    synced = program("sync", *DAYS)
    report = program("report", *DAYS, "--format", "json")

    assert (linked.returncode, synced.returncode, report.returncode) == (0, 0, 0)
    assert len(linked.stdout.splitlines()) == len(meta.accounts)
    assert [line.split(":")[0] for line in synced.stdout.splitlines()] == meta.accounts
    content = json.loads(report.stdout)
    assert set(content) == {"rows", "summary", "meta"}
    assert content["meta"]["total_rows"] == len(content["rows"]) > 0
    assert (content["meta"]["date_from"], content["meta"]["date_to"]) == (DAYS[1], DAYS[3])
    for done in (linked, synced, report):
        assert meta.token not in done.stdout + done.stderr


def test_rows_have_the_keys_that_scripts_rely_on(filled):
    row = json.loads(filled("report", *DAYS, "--format", "json", "--level", "ad").stdout)["rows"][0]

    assert set(row) == {
        *("external_id", "name", "status", "delivery_status", "account", "currency"),
        *("campaign_external_id", "adset_external_id", "budget", "budget_type", "start_date"),
        *("end_date", "account_name", "sellpage", "strategy", "created_at", "delivery_reason"),
        *("spend", "impressions", "link_clicks", "content_views", "add_to_cart"),
        *("checkout_initiated", "purchases", "purchase_value", "cpm", "ctr", "cpc", "cpv"),
        *("cost_per_atc", "cost_per_checkout", "cost_per_purchase", "roas", "results"),
        *("cost_per_result", "cr", "cr1", "cr2"),
    }


def test_the_report_narrows_sorts_and_drills_down(filled):
    def report(*words: str) -> list[dict]:
        done = filled("report", *DAYS, "--format", "json", *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["rows"]

    campaigns = report()
    spends = [row["spend"] for row in campaigns]
    assert spends == sorted(spends, reverse=True)
    by_name = [row["name"].casefold() for row in report("--sort", "name")]
    assert by_name == sorted(by_name)
    first = campaigns[0]
    adsets = report("--level", "adset", "--campaign", first["external_id"])
    assert {row["campaign_external_id"] for row in adsets} == {first["external_id"]}
    assert sum(row["impressions"] for row in adsets) == first["impressions"]
    ads = report("--level", "ad", "--adset", adsets[0]["external_id"])
    assert {row["adset_external_id"] for row in ads} == {adsets[0]["external_id"]}
    assert {row["status"] for row in report("--status", "PAUSED")} <= {"PAUSED"}
    assert [row["external_id"] for row in report("--search", first["external_id"])] == [
        first["external_id"]
    ]
    assert {row["account"] for row in report("--account", first["account"])} == {first["account"]}


def test_csv_and_files_hold_the_same_numbers(filled, tmp_path):
    rows = json.loads(filled("report", *DAYS, "--format", "json").stdout)["rows"]
    target = tmp_path / "report.csv"

    done = filled("report", *DAYS, "--format", "csv", "--output", str(target))

    assert (done.returncode, done.stdout) == (0, "")
    written = list(csv.DictReader(io.StringIO(target.read_bytes().decode(), newline="")))
    assert [float(row["spend"]) for row in written] == [row["spend"] for row in rows]


def test_the_table_is_for_people(filled, meta):
    shown = filled("report", *DAYS).stdout

    assert "Campaign" in shown
    assert "ROAS" in shown
    assert "campaigns" in shown.splitlines()[-4]
    assert "2026-11-18 to 2026-11-23" in shown


@pytest.mark.acceptance("1.1-1", "0.1-2")
def test_db_status_says_up_to_date_after_an_upgrade(program):
    before = program("db", "status")
    upgraded = program("db", "upgrade")
    after = program("db", "status")

    assert "pending. Run db upgrade." in before.stdout
    assert (before.returncode, upgraded.returncode, after.returncode) == (0, 0, 0)
    assert "up to date, none pending" in after.stdout


@pytest.mark.acceptance("0.1-1", "0.1-4")
def test_a_team_database_and_the_embedded_one_never_mix(program, meta, postgres_url):
    assert program("connect", meta.accounts[0], said=f"{meta.token}\n").returncode == 0
    team = {"DATABASE_URL": postgres_url, "PIXECOM_EMAIL": "anna@shop.example"}
    add = ("user", "add", "anna@shop.example", "--role", "owner")
    assert program(*add, said=PASSWORD, **team).returncode == 0

    assert program("report", said=PASSWORD, **team).returncode == 0
    assert program("sync", said=PASSWORD, **team).returncode == 2, "nothing is linked there"
    assert "Postgres" in program("db", "status", **team).stdout
    said = f"{PASSWORD}{meta.token}\n"
    assert program("connect", meta.accounts[1], said=said, **team).returncode == 0
    assert program("sync", *DAYS, said=PASSWORD, **team).stdout.startswith(meta.accounts[1])

    assert program("sync", *DAYS).stdout.startswith(meta.accounts[0])
    assert "SQLite" in program("db", "status").stdout


def test_on_a_teams_database_everyone_signs_in(program, postgres_url):
    team = {"DATABASE_URL": postgres_url}
    anna, bert = {"PIXECOM_EMAIL": "anna@shop.example"}, {"PIXECOM_EMAIL": "bert@shop.example"}
    first = program("report", said=PASSWORD, **team, **anna)
    assert (first.returncode, "user add" in first.stderr) == (2, True)
    assert program("user", "add", "anna@shop.example", "--role", "owner").returncode == 2
    words = ("user", "add", "anna@shop.example", "--role", "owner", "--seller", "one")
    assert "73 bytes" in program(*words, said="x" * 73 + "\n", **team).stderr
    assert program(*words, said=PASSWORD, **team).returncode == 0

    add = ("user", "add", "bert@shop.example", "--role", "viewer", "--seller")
    assert program(*add, "one", said=PASSWORD, **team).returncode == 2, "who asks?"
    assert program(*add, "one", said="wrong one\n", **team, **anna).returncode == 2
    made = program(*add, "one", said=f"{PASSWORD}berts own one\n", **team, **anna)
    again = program(*add, "two", said=PASSWORD, **team, **anna)
    assert "bert@shop.example is viewer of one now." in made.stdout
    assert "Their password stays." in again.stdout

    several = program("report", said="berts own one\n", **team, **bert)
    assert (several.returncode, "Say which with --seller: one, two" in several.stderr) == (2, True)
    assert program("report", "--seller", "two", said="berts own one\n", **team, **bert)
    refused = program(*add, "two", said="berts own one\n", **team, **bert)
    assert (refused.returncode, "may not add people" in refused.stderr) == (2, True)
    nobody = program("report", **team, **bert)
    assert (nobody.returncode, "Type a password" in nobody.stderr) == (2, True)
    assert program("report", **team).returncode == 2


def test_nothing_linked_yet_is_told_with_the_way_on(program):
    synced = program("sync")

    assert synced.returncode == 2
    assert "connect act_1234567890" in synced.stderr
    assert program("report").returncode == 0


def test_one_account_that_meta_refuses_is_named_and_the_others_are_linked(program, meta):
    done = program("connect", meta.accounts[0], "act_999", said=f"{meta.token}\n")

    assert done.returncode == 1
    assert done.stdout.startswith(meta.accounts[0])
    assert "act_999 is not linked" in done.stderr


def test_a_wrong_token_is_refused_and_nothing_is_kept(program, meta):
    done = program("connect", meta.accounts[0], said="EAABwrong\n")

    assert done.returncode == 1
    assert "EAABwrong" not in done.stdout + done.stderr
    assert program("sync").returncode == 2


def test_without_a_key_connect_says_how_to_give_one(program, meta):
    done = program(
        "connect", meta.accounts[0], said=f"{meta.token}\n", META_TOKEN_ENCRYPTION_KEY=""
    )

    assert done.returncode == 2
    assert "META_TOKEN_ENCRYPTION_KEY" in done.stderr


def test_no_network_is_a_sentence_and_what_was_read_stays(filled):
    before = filled("report", *DAYS, "--format", "json").stdout

    done = filled("sync", META_API_BASE="http://127.0.0.1:9")

    assert done.returncode == 1
    assert "connection" in done.stderr.lower()
    after = json.loads(filled("report", *DAYS, "--format", "json").stdout)
    assert after["rows"] == json.loads(before)["rows"]


def test_a_token_that_expires_in_the_middle_ends_that_account_alone(filled, meta):
    meta.faults.add(Fault(kind="token_expired", account=meta.accounts[0], after=3, times=None))

    done = filled("sync", *DAYS)

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert ["failed" in lines[0] or "in part" in lines[0], "done," in lines[1]] == [True, True]
    assert meta.accounts[0] in done.stderr
    meta.faults.clear()
    assert filled("sync", *DAYS).returncode == 0, "a run that a person asks for tries it again"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(program, tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o500)

    done = program("report")

    assert done.returncode in (1, 2)
    assert str(home) in done.stderr


def test_a_data_folder_that_is_a_file_is_named(program, tmp_path):
    (tmp_path / "home").write_text("in the way", encoding="utf-8")

    done = program("report")

    assert done.returncode in (1, 2)
    assert str(tmp_path / "home") in done.stderr


def test_a_database_of_a_newer_version_is_refused_and_untouched(filled, tmp_path):
    file = tmp_path / "home" / "pixecom.db"
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    connection.close()
    before = file.read_bytes()

    for words in (["report"], ["sync"], ["db", "status"], ["db", "upgrade"]):
        done = filled(*words)
        assert done.returncode == 1
        assert "newer version" in done.stderr
    assert file.read_bytes() == before


def test_a_backup_is_made_and_put_back(filled, tmp_path):
    before = filled("report", "--format", "json", *DAYS).stdout
    file = tmp_path / "copy of today.db"

    made = filled("db", "backup", str(file))
    again = filled("db", "backup", str(file))
    assert (made.returncode, again.returncode) == (0, 2)
    assert "SHA-256" in made.stdout
    assert "exists already" in again.stderr
    with sqlite3.connect(tmp_path / "home" / "pixecom.db") as connection:
        connection.execute("DELETE FROM ad_stats_daily")
    connection.close()

    restored = filled("db", "restore", str(file))

    assert restored.returncode == 0
    assert "before-restore" in restored.stdout
    assert filled("report", "--format", "json", *DAYS).stdout == before
    assert filled("db", "restore", str(tmp_path / "nowhere.db")).returncode == 2


def test_a_workspace_is_copied_into_a_teams_database(filled, postgres_url):
    done = filled("db", "copy", postgres_url.replace("postgres@", "postgres:secret@"))
    team = {"DATABASE_URL": postgres_url}

    assert done.returncode == 0, done.stderr
    assert "equal on both sides" in done.stdout
    assert "password in an argument" in done.stderr
    assert "secret" not in done.stdout + done.stderr
    here = filled("report", "--format", "json", *DAYS).stdout
    team["PIXECOM_EMAIL"] = "anna@shop.example"
    add = ("user", "add", "anna@shop.example", "--role", "owner")
    assert filled(*add, said=PASSWORD, **team).returncode == 0
    there = filled("report", "--format", "json", *DAYS, said=PASSWORD, **team)
    assert there.stdout == here
    assert filled("db", "copy", "mysql://nowhere/x").returncode == 2


def test_a_file_that_is_no_database_is_named_and_untouched(program, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    file = home / "pixecom.db"
    file.write_bytes(b"a shopping list, not a database" * 100)

    done = program("report")

    assert done.returncode == 1
    assert str(file) in done.stderr
    assert file.read_bytes() == b"a shopping list, not a database" * 100


def test_a_signal_ends_a_sync_cleanly(filled, meta):
    meta.faults.add(Fault(kind="slow", path="/insights", seconds=30, times=None))
    before = len(meta.graph.log)
    command = [sys.executable, "-m", "pixecom_desktop", "sync", *DAYS]
    with subprocess.Popen(
        command,
        env={**os.environ, **filled.settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not any("insights" in call.path for call in list(meta.graph.log)[before:]):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    meta.faults.clear()

    assert process.returncode == 1
    assert "Stopped." in errors
    assert "Traceback" not in errors
    assert filled("sync", *DAYS).returncode == 0, "nothing holds the accounts any more"


def test_a_second_window_hands_its_link_to_the_first_and_exits_0(program):
    home = Path(program.settings["PIXECOM_HOME"])
    assert program("db", "upgrade").returncode == 0
    with subprocess.Popen(
        [sys.executable, "-m", "pixecom_desktop"],
        env=os.environ | program.settings | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    ) as first:
        try:
            kept = _read_when(home / "window.ini", "ads-manager", first)
            assert "level=ad" not in kept

            second = program("pixecom://ads-manager?level=ad")

            assert second.returncode == 0
            assert "open already" in second.stderr
            _read_when(home / "window.ini", "level=ad", first)
        finally:
            first.terminate()
        _, said = first.communicate(timeout=60)
    assert first.returncode == 0
    assert "Traceback" not in said


def _read_when(file: Path, word: str, process: subprocess.Popen[str]) -> str:
    """Return a file's text as soon as a word stands in it; the process must live till then."""
    while process.poll() is None:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if word in text:
            return text
        time.sleep(0.05)
    raise AssertionError(process.communicate()[1])


def test_commands_do_without_qt(program):
    words = "import sys; from pixecom_desktop.cli.main import main; main(sys.argv[1:]); "
    words += "sys.exit('PySide6' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", words, "report"],
        env={**os.environ, **program.settings},
        capture_output=True,
    )

    assert done.returncode == 0, done.stderr


def test_the_report_says_which_days_were_never_read(filled):
    content = json.loads(filled("report", "--preset", "last_30", "--format", "json").stdout)

    states = {(one["day"], one["state"]) for one in content["meta"]["coverage"]}
    assert (DAYS[1], "provisional") in states
    assert any(state == "missing" for _, state in states)
    assert date.fromisoformat(content["meta"]["date_from"]).year >= 2026

    for form in ("csv", "xlsx"):
        bare = filled("report", "--preset", "last_30", "--format", form, "--output", os.devnull)
        assert bare.returncode == 0
        assert " miss" in bare.stderr, "rows alone do not say it"


def test_a_demo_without_a_display_prints_the_report_and_saves_a_picture(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pixecom_desktop", "demo"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "no display" in done.stderr
    assert "campaigns" in done.stdout
    picture = Path(done.stdout.strip().splitlines()[-1].partition(" is at ")[2])
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 20_000


def test_sellers_are_named_by_either_name_and_read_all_at_once(filled):
    for id_, slug in ((5, "luma-home"), (6, "retro"), (7, "retro-2")):
        filled.add_seller(id_, slug, "Luma Home" if id_ == 5 else "Rétro")
    ask = ("report", *DAYS, "--format", "json")
    alone = json.loads(filled(*ask, "--seller", "default").stdout)
    together = json.loads(filled(*ask, "--seller", "all").stdout)

    for told, of_one in (
        (together["rows"], alone["rows"]),
        (together["meta"]["coverage"], alone["meta"]["coverage"]),
    ):
        assert [one.pop("seller") for one in told] == ["My shop"] * len(of_one)
    assert together == alone
    text = filled("report", *DAYS, "--seller", "all").stdout.splitlines()
    assert text[0].split()[:2] == ["Campaign", "Seller"]
    assert json.loads(filled(*ask, "--seller", "luma HOME").stdout)["rows"] == []
    synced = filled("sync", *DAYS, "--seller", "all")
    assert (synced.returncode, len(synced.stdout.splitlines())) == (
        0,
        len(alone["meta"]["coverage"]) // 6,
    )
    for words in (("sync", *DAYS, "--seller", "all"), ("meta", "check")):
        done = filled(*words)
        told = [one for one in done.stdout.splitlines() if not one.startswith(" ")]
        assert all(one.startswith("My shop · act_") for one in told), words
        assert done.returncode == 0
    for words in (("sync", *DAYS, "--seller", "default"), ("meta", "check", "--seller", "default")):
        assert filled(*words).stdout.startswith("act_"), "one seller needs no name"
    refused = {
        ("report", "--seller", "rétro"): "Several sellers are called 'rétro'",
        ("report", "--seller", "nobody"): "one of: default, luma-home, retro, retro-2",
        ("report",): "Or all of them at once: --seller all.",
        ("sync",): "Say which with --seller: default, luma-home, retro, retro-2. Or all of them",
        ("connect", "act_1"): "Say which with --seller: default, luma-home, retro, retro-2.\n",
        ("undo", "--seller", "all"): "one seller at a time",
    }
    for words, sentence in refused.items():
        done = filled(*words)
        assert done.returncode == 2
        assert sentence in done.stderr
