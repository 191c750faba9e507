"""Where things live, and what the environment asks for."""

from pathlib import Path

import pytest

from pixecom_desktop import config
from pixecom_desktop.domain.errors import UserError


def test_without_a_word_everything_is_embedded_and_metas_own(monkeypatch):
    found = config.from_environment({})

    assert found.database_url is None
    assert found.sqlite_path.name == "pixecom.db"
    assert found.meta_base == "https://graph.facebook.com"
    assert found.meta_version == "v26.0"
    assert found.calls_per_hour == 200


def test_the_environment_settles_what_it_names():
    found = config.from_environment(
        {
            "PIXECOM_HOME": "/data/ads",
            "DATABASE_URL": "postgresql://u:p@h/d",
            "META_API_BASE": "http://127.0.0.1:8000/",
            "META_API_VERSION": "v30.0",
            "META_CALLS_PER_HOUR": "0",
            "PIXECOM_EMAIL": " anna@shop.example ",
        }
    )

    assert found.home == Path("/data/ads")
    assert found.database_url is not None
    assert found.meta_base == "http://127.0.0.1:8000"
    assert found.meta_version == "v30.0"
    assert found.calls_per_hour == 0
    assert found.email == "anna@shop.example"


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "٣"])
def test_a_limit_that_is_no_number_is_named(text):
    with pytest.raises(UserError, match="META_CALLS_PER_HOUR"):
        config.from_environment({"META_CALLS_PER_HOUR": text})


def test_what_is_secret_does_not_show():
    found = config.from_environment(
        {"DATABASE_URL": "postgresql://u:hunter2@h/d", "META_TOKEN_ENCRYPTION_KEY": "ab" * 32}
        | {"META_APP_SECRET": "swordfish"}
    )

    assert "hunter2" not in repr(found)
    assert "abab" not in repr(found)
    assert "swordfish" not in repr(found)
