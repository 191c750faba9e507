"""The admin door: faults, clock, token, tier, attribution, costs and the request log over HTTP.

Only there when the sandbox was started with it; on the loopback like everything else.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from pixecom_desktop.sandbox import faults
from pixecom_desktop.sandbox.clock import SandboxClock
from pixecom_desktop.sandbox.faults import FaultQueue
from pixecom_desktop.sandbox.insights import Insights
from pixecom_desktop.sandbox.limits import TIERS, Limits
from pixecom_desktop.sandbox.reports import Reports
from pixecom_desktop.sandbox.tokens import TokenDesk
from pixecom_desktop.sandbox.world import World


class House(Protocol):
    """What the admin door can reach (`graph.Graph`)."""

    world: World
    desk: TokenDesk
    faults: FaultQueue
    limits: Limits
    insights: Insights
    reports: Reports

    def requests(self) -> dict[str, object]:
        """Return the log and its counts."""

    def forget_requests(self) -> None:
        """Empty the log and its counts."""


def routes(house: House) -> list[Route]:
    """Return the routes below /__admin."""
    door = _Door(house)
    return [
        Route("/faults", door.faults, methods=["GET", "POST", "DELETE"]),
        Route("/clock", door.clock, methods=["GET", "POST"]),
        Route("/requests", door.requests, methods=["GET", "DELETE"]),
        Route("/token", door.token, methods=["POST"]),
        Route("/tier", door.tier, methods=["POST"]),
        Route("/attribution", door.attribution, methods=["POST"]),
        Route("/costs", door.costs, methods=["GET", "POST"]),
    ]


class _Door:
    def __init__(self, house: House) -> None:
        self._house = house

    async def faults(self, request: Request) -> JSONResponse:
        """List, install (an object or a list of them) or clear faults."""
        queue = self._house.faults
        if request.method == "DELETE":
            queue.clear()
        elif request.method == "POST":
            try:
                raw = await request.json()
                made = [faults.from_json(one) for one in (raw if isinstance(raw, list) else [raw])]
            except (ValueError, TypeError) as error:
                return _wrong(error)
            for one in made:
                queue.add(one)
        return JSONResponse({"faults": [asdict(one) for one in queue.waiting()]})

    async def clock(self, request: Request) -> JSONResponse:
        """Tell the time; `{"now": INSTANT}`, `{"advance_seconds": N}`, `{"freeze": true}`."""
        clock = self._house.world.clock
        if not isinstance(clock, SandboxClock):
            return _wrong(ValueError("this sandbox's clock cannot be moved"))
        if request.method == "POST":
            try:
                raw = await request.json()
                if "now" in raw:
                    clock.set(datetime.fromisoformat(raw["now"]))
                if "advance_seconds" in raw:
                    clock.advance(timedelta(seconds=float(raw["advance_seconds"])))
                if raw.get("freeze"):
                    clock.freeze()
            except (ValueError, TypeError, AttributeError) as error:
                return _wrong(error)
        return JSONResponse({"now": clock().isoformat(), "frozen": clock.is_frozen})

    async def requests(self, request: Request) -> JSONResponse:
        """Show or empty the redacted log of calls."""
        if request.method == "DELETE":
            self._house.forget_requests()
        return JSONResponse(self._house.requests())

    async def token(self, request: Request) -> JSONResponse:
        """Switch the token: `state`, `scopes`, `refusal_code` 10, `expires_at`, `denies`.

        With an `app_secret` every call must carry its proof, until that is null again.
        """
        desk = self._house.desk
        try:
            raw = await request.json()
            desk.set_state(str(raw.get("state", desk.state)))
            desk.scopes = frozenset(str(one) for one in raw.get("scopes", desk.scopes))
            desk.refusal_code = int(raw.get("refusal_code", desk.refusal_code))
            if "expires_at" in raw:
                desk.expires_at = None if raw["expires_at"] is None else int(raw["expires_at"])
            desk.denies = bool(raw.get("denies", desk.denies))
            if "app_secret" in raw:
                secret = raw["app_secret"]
                desk.require_proof(None if secret is None else str(secret))
        except (ValueError, TypeError, AttributeError) as error:
            return _wrong(error)
        return JSONResponse({"state": desk.state, "scopes": sorted(desk.scopes)})

    async def tier(self, request: Request) -> JSONResponse:
        """Switch the access tier: `{"tier": "limited", "enforce": true}`."""
        limits = self._house.limits
        try:
            raw = await request.json()
            limits.tier = TIERS[str(raw["tier"])]
            limits.enforce = bool(raw.get("enforce", limits.enforce))
        except (ValueError, KeyError, TypeError) as error:
            return _wrong(error)
        return JSONResponse({"tier": limits.tier.label, "enforce": limits.enforce})

    async def attribution(self, request: Request) -> JSONResponse:
        """Let neighbouring ad sets be attributed differently, or all alike: `{"mixed": true}`."""
        world = self._house.world
        try:
            world.mix_attributions(mixed=bool((await request.json())["mixed"]))
        except (ValueError, KeyError, TypeError) as error:
            return _wrong(error)
        return JSONResponse({"mixed": world.options.mixed_attribution})

    async def costs(self, request: Request) -> JSONResponse:
        """Tell or set `cells` (1487534 above), `sync_cells` (1504018), `report_seconds`."""
        costs, reports = self._house.insights.costs, self._house.reports
        if request.method == "POST":
            try:
                raw = await request.json()
                costs.cells = int(raw.get("cells", costs.cells))
                if "sync_cells" in raw:
                    costs.sync_cells = None if raw["sync_cells"] is None else int(raw["sync_cells"])
                reports.running = float(raw.get("report_seconds", reports.running))
            except (ValueError, TypeError, AttributeError) as error:
                return _wrong(error)
        return JSONResponse({**asdict(costs), "report_seconds": reports.running})


def _wrong(error: Exception) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=400)
