"""A client whose waiting is written down instead of waited."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import respx

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.ledger import Ledger
from pixecom_desktop.meta.limits import Pace
from tests.meta import bodies

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Waits(list[float]):
    """What was slept, in order; sleeping moves the clock on."""

    def __init__(self, clock: FixedClock) -> None:
        super().__init__()
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        self.append(seconds)
        self._clock.advance(timedelta(seconds=seconds))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def waits(clock: FixedClock) -> Waits:
    return Waits(clock)


@pytest.fixture
def make_client(clock: FixedClock, waits: Waits) -> Callable[..., GraphClient]:
    def make(
        base: str = bodies.BASE,
        *,
        token: str = bodies.TOKEN,
        pace: Pace | None = None,
        ledger: Ledger | None = None,
        patience: float | None = None,
        chance: Callable[[], float] = lambda: 0.0,
        app_secret: Secret | None = None,
    ) -> GraphClient:
        return GraphClient(
            GraphSettings(base=base, version=bodies.VERSION, app_secret=app_secret),
            Secret(token),
            pace=pace or Pace(ledger, patience=patience),
            clock=clock,
            sleep=waits.sleep,
            chance=chance,
        )

    return make


@pytest.fixture
def meta() -> respx.MockRouter:
    with respx.mock(base_url=bodies.ROOT, assert_all_called=False) as router:
        yield router


@pytest.fixture
def account() -> Account:
    return Account(
        external_id="act_401", name="Glow", currency="USD", timezone="America/New_York", status=1
    )


def answer(text: str, status: int = 200, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, content=text.encode(), headers=headers or {})


def asked(call: respx.models.Call) -> dict[str, object]:
    """Return a request's parameters, those that carry JSON decoded."""

    def plain(text: str) -> object:
        return json.loads(text) if text[:1] in "[{" and "{id" not in text else text

    return {name: plain(text) for name, text in call.request.url.params.items()}
