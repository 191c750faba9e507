"""The token leaves for one origin only."""

import httpx
import pytest

from pixecom_desktop.domain.errors import BadRequest
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta.auth import BearerToken
from tests.meta import bodies


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v26.0/me",
        "http://graph.facebook.com/v26.0/me",
        "https://graph.facebook.com:444/v26.0/me",
        "https://graph.facebook.com.evil.example/me",
        "https://graph.facebook.com@evil.example/me",
    ],
)
def test_a_request_to_another_origin_gets_no_token(url):
    auth = BearerToken(Secret(bodies.TOKEN), httpx.URL(bodies.BASE), None)
    request = httpx.Request("GET", url)

    with pytest.raises(BadRequest):
        next(auth.auth_flow(request))

    assert "Authorization" not in request.headers


def test_a_request_to_our_own_host_gets_it():
    auth = BearerToken(Secret(bodies.TOKEN), httpx.URL(bodies.BASE), None)
    request = httpx.Request("GET", f"{bodies.ROOT}/me")

    next(auth.auth_flow(request))

    assert request.headers["Authorization"] == f"Bearer {bodies.TOKEN}"
    assert bodies.TOKEN not in repr(vars(auth))
