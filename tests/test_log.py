"""What is logged: what a user would want to know tomorrow, and never a secret."""

import logging

import pytest

from pixecom_desktop import log

TOKEN = "EAABsbCS1iHgBOZBsecretsecretsecretZD"


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://graph.facebook.com/v26.0/me?access_token={TOKEN}&fields=id",
        f"Authorization: Bearer {TOKEN}",
        f"{{'access_token': '{TOKEN}'}}",
        f'{{"input_token": "{TOKEN}", "a": 1}}',
        f"appsecret_proof={TOKEN}",
        f"the token {TOKEN} was refused",
        f"led to https://proxy.example/?next=https%3A%2F%2Fa%2Fme%3Faccess_token%3D{TOKEN}%26a%3D1",
        f"led to https://proxy.example/?next=%2Fme%3Fa%3D1%26appsecret_proof%3D{TOKEN.lower()}",
        f"?batch=%5B%22{TOKEN}%22%5D",
        f"password={TOKEN}",
        f"postgresql://anna:{TOKEN}@db.example:5432/ads",
    ],
)
def test_a_secret_is_struck_out_wherever_it_stands(text):
    struck = log.strike(text)

    assert TOKEN not in struck
    assert "•••" in struck


def test_what_is_no_secret_stays():
    text = "postgresql://anna@db.example:5432/ads: 12 rows of act_401, code 190"

    assert log.strike(text) == text


def test_a_traceback_is_struck_too(tmp_path):
    log.set_up(tmp_path)
    try:
        int(f"?access_token={TOKEN}")
    except ValueError:
        logging.getLogger("pixecom_desktop.meta").exception("reading failed")
    log.set_up(None)

    written = (tmp_path / "pixecom.log").read_text(encoding="utf-8")
    assert "reading failed" in written
    assert "ValueError" in written
    assert TOKEN not in written


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    log.set_up(tmp_path / "file" / "logs")
    logging.getLogger("pixecom_desktop").info("still here")
    log.set_up(None)


def test_libraries_that_log_whole_urls_are_silent_below_warnings(tmp_path):
    log.set_up(tmp_path)

    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    log.set_up(None)


def test_who_meets_an_unforeseen_error_is_sent_to_the_log_only_where_there_is_one(tmp_path):
    error = ValueError(f"no such thing, {TOKEN}")

    log.set_up(tmp_path)
    assert "The log in the data folder" in log.unforeseen(error)
    log.set_up(None)
    told = log.unforeseen(error)

    assert "log" not in told
    assert "ValueError: no such thing" in told
    assert TOKEN not in told
