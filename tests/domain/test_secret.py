"""A secret gives its text to `reveal()` and to nothing else."""

import copy
import json
import logging
import pickle
import traceback
from dataclasses import dataclass

import pytest

from pixecom_desktop.domain.secret import Secret

TOKEN = "EAABs3cr3tT0k3n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    token: Secret


def test_a_secret_shows_itself_in_no_text():
    secret = Secret(TOKEN)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r}",
        f"{secret!a}",
        "%s %r" % (secret, secret),  # noqa: UP031 - as a log record does
        "{}".format(secret),  # noqa: UP032 - as a log record may
        repr([secret]),
        repr({"token": secret}),
        repr(Holder(token=secret)),
        str(ValueError(secret)),
        repr(ValueError(secret)),
    ]

    assert not any(TOKEN in text for text in shown)


def test_a_secret_shows_itself_in_no_log_and_no_traceback(caplog):
    secret = Secret(TOKEN)
    try:
        int(secret)  # type: ignore[call-overload]
    except TypeError:
        text = traceback.format_exc()
        logging.getLogger("test").exception("failed with %s", secret)

    assert TOKEN not in text
    assert TOKEN not in caplog.text
    assert "•••" in caplog.text


@pytest.mark.parametrize(
    "leak", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, hash, vars, iter, len, bytes]
)
def test_a_secret_can_be_neither_pickled_nor_copied_nor_hashed_nor_taken_apart(leak):
    with pytest.raises(TypeError):
        leak(Secret(TOKEN))


def test_only_reveal_gives_the_text():
    assert Secret(TOKEN).reveal() == TOKEN


def test_secrets_are_equal_by_value_and_never_to_their_text():
    assert Secret(TOKEN) == Secret(TOKEN)
    assert Secret(TOKEN) != Secret("other")
    assert Secret(TOKEN) != TOKEN


def test_an_empty_secret_is_false():
    assert not Secret("")
    assert Secret(TOKEN)
