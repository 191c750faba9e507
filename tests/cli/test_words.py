"""The words of the command line, and what a wrong one is told."""

import json
import signal
import subprocess
import sys

import pytest

from pixecom_desktop.cli.main import main


@pytest.mark.parametrize(
    "words",
    [
        ["repot"],
        ["report", "--level", "keyword"],
        ["report", "--since", "2026-13-01", "--until", "2026-12-01"],
        ["report", "--since", "2026-11-01"],
        ["report", "--since", "2026-11-09", "--until", "2026-11-01"],
        ["report", "--preset", "last_5"],
        ["report", "--preset", "last_7", "--since", "2026-11-01", "--until", "2026-11-02"],
        ["report", "--status", "RUNNING"],
        ["report", "--delivery", "FAST"],
        ["report", "--sort", "beauty"],
        ["report", "--campaign", "x'; DROP TABLE ads"],
        ["report", "--account", "acct"],
        ["report", "--search", "x" * 101],
        ["sync", "--since", "yesterday"],
        ["sync", "--since", "2026-11-09", "--until", "2026-11-01"],
        ["connect"],
        ["connect", "page_1"],
        ["sandbox", "--accounts", "0"],
        ["sandbox", "--now", "2026-11-24T12:00:00"],
        ["db", "downgrade"],
    ],
)
def test_a_wrong_call_is_told_what_is_wrong_and_exits_2(words, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)

    code = main(words)

    said = capsys.readouterr()
    assert code == 2
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert "<" not in said.err, "what one may write, not how it is called inside"
    assert said.out == ""


def test_a_token_is_never_an_argument(capsys):
    assert main(["connect", "act_1", "--token", "EAAB"]) == 2
    assert "--token" in capsys.readouterr().err


def test_help_comes_without_importing_qt_or_a_database():
    program = (
        "import sys; from pixecom_desktop.cli.main import main; main(['--help']);"
        "print([m for m in ('PySide6', 'sqlalchemy', 'httpx', 'numpy') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_an_empty_token_is_refused_before_anything_is_asked(monkeypatch, capsys):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    assert main(["connect", "act_1"]) == 2
    assert "standard input" in capsys.readouterr().err


def test_the_sandbox_says_where_it_is_and_ends_on_a_signal():
    command = [sys.executable, "-m", "pixecom_desktop", "sandbox"]
    command += ["--accounts", "1", "--campaigns", "2", "--adsets", "2", "--ads", "3", "--days", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        card = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=20)

    assert set(card) == {"base", "version", "token", "accounts"}
    assert card["base"].startswith("http://127.0.0.1:")
    assert card["version"] == "v26.0"
    assert [account[:4] for account in card["accounts"]] == ["act_"]
    assert (process.returncode, rest, errors) == (0, b"", b"")


def test_a_port_that_is_taken_is_named(capsys):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["sandbox", "--port", str(port), "--ads", "0"]) == 1

    assert str(port) in capsys.readouterr().err
