"""A pretend Meta in a process of its own, so that what the program holds can be told apart from it.

The world behind it stays there: it is moved, struck and asked by a few words over a pipe.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.managers import BaseManager

from pixecom_desktop.sandbox.server import RunningSandbox


class PretendMeta:
    """A running sandbox and its world; lives in the other process."""

    def __init__(self, options):
        self._sandbox = RunningSandbox(options).__enter__()
        self._world = self._sandbox.world

    def card(self):
        """Return its address, its token, and how many campaigns and ads it has."""
        world = self._world
        return self._sandbox.base, self._sandbox.token, len(world.campaigns), len(world.ads)

    def accounts(self):
        """Return each account's id and time zone."""
        return {f"act_{one.id}": one.timezone_name for one in self._world.accounts}

    def advance(self, step):
        """Let time pass there."""
        self._sandbox.clock.advance(step)

    def strike(self, fault):
        """Put a fault into the queue."""
        self._sandbox.faults.add(fault)

    def clear(self):
        """Take all faults away."""
        self._sandbox.faults.clear()

    def set_status(self, place, status):
        """Let somebody there switch a campaign."""
        self._world.set_status(self._world.campaigns[place], status)

    def rename(self, place, word):
        """Let somebody there give an ad another name."""
        ad = self._world.ads[place]
        ad.name = f"{ad.name[:20]} {word}"
        self._world.touch(ad)

    def told(self, external_id, day, seen_at):
        """Return the world's own measures of each ad on a day, as they stood at an instant."""
        account = self._world.find(external_id)
        ledger = self._world.ledgers[account.index]
        figures = ledger.seen(day.toordinal(), int(seen_at.timestamp()))
        scale = 1_000_000 if account.currency in ("VND", "HUF", "JPY") else 10_000
        ads = (self._world.ads[place] for place in account.ads)
        return {
            ad.id: (column[0] * scale, *column[1:7], column[7] * scale)
            for ad, column in zip(ads, figures.T.tolist(), strict=True)
            if any(column)
        }


class _Elsewhere(BaseManager):
    """The other process."""


_Elsewhere.register("PretendMeta", PretendMeta)


@contextmanager
def elsewhere(options) -> Iterator[PretendMeta]:
    """Serve a world from another process while the block lasts."""
    with _Elsewhere(ctx=get_context("spawn")) as manager:
        yield manager.PretendMeta(options)
