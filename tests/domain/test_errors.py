"""The tree of errors is the one that its docstring draws, and each error is a sentence."""

import inspect

import pytest

from pixecom_desktop.domain import errors
from pixecom_desktop.domain.errors import (
    BadRequest,
    GraphDetail,
    KeyMissing,
    MetaError,
    PixecomError,
    RateLimited,
    Retry,
    UserError,
)


def drawn() -> dict[str, str]:
    """Return each class of the picture with the class it stands under."""
    parents: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    picture = inspect.getdoc(errors).split("\n\n", 1)[1]
    for line in picture.splitlines():
        indent = len(line) - len(line.lstrip())
        name = line.split()[0]
        while path and path[-1][0] >= indent:
            path.pop()
        parents[name] = path[-1][1] if path else "Exception"
        path.append((indent, name))
    return parents


def built() -> dict[str, type[Exception]]:
    return {
        name: found
        for name, found in vars(errors).items()
        if inspect.isclass(found) and issubclass(found, PixecomError)
    }


def test_the_picture_shows_every_class_under_its_parent():
    assert {name: found.__bases__[0].__name__ for name, found in built().items()} == drawn()


def test_the_picture_is_not_empty():
    assert len(drawn()) > 20


@pytest.mark.parametrize("error", built().values(), ids=lambda error: error.__name__)
def test_every_error_says_what_it_is_and_whether_to_try_again(error):
    assert isinstance(error.retry, Retry)
    assert error.__doc__
    assert error.__doc__.strip().endswith(".")


@pytest.mark.parametrize("error", built().values(), ids=lambda error: error.__name__)
def test_every_error_is_shown_as_its_sentence(error):
    assert str(error("The disk is full. Make room and try again.")) == (
        "The disk is full. Make room and try again."
    )


@pytest.mark.parametrize(
    ("name", "retry"),
    [
        ("UserError", Retry.NEVER),
        ("DatabaseNewer", Retry.NEVER),
        ("DatabaseBusy", Retry.LATER),
        ("TokenInvalid", Retry.AFTER_SIGN_IN),
        ("Checkpoint", Retry.AFTER_SIGN_IN),
        ("PermissionMissing", Retry.AFTER_SIGN_IN),
        ("RateLimited", Retry.LATER),
        ("RequestTooLarge", Retry.SMALLER),
        ("TemporarilyDown", Retry.NOW),
        ("Offline", Retry.NOW),
        ("CursorExpired", Retry.NOW),
        ("VersionExpired", Retry.NEVER),
        ("BadRequest", Retry.NEVER),
        ("ListingBroken", Retry.NEVER),
    ],
)
def test_an_error_says_when_to_try_again(name, retry):
    assert built()[name].retry is retry


def test_a_meta_error_keeps_what_meta_said_apart_from_its_sentence():
    detail = GraphDetail(code=100, subcode=33, http_status=400, message="(#100) no", trace_id="A")
    error = BadRequest("Meta refused that.", detail)

    assert str(error) == "Meta refused that."
    assert error.detail.code == 100
    assert MetaError("Meta did not answer.").detail == GraphDetail()


def test_a_rate_limit_may_say_how_long_to_wait():
    assert RateLimited("Slow down.", wait_seconds=90).wait_seconds == 90
    assert RateLimited("Slow down.").wait_seconds is None


def test_a_missing_key_is_a_wrong_setting_too_so_that_the_exit_code_is_2():
    assert issubclass(KeyMissing, UserError)
