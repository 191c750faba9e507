"""A seeded business, written straight into the embedded database: what speed is measured over.

The tree is regular (five ad sets a campaign, five ads an ad set), the numbers are dice from a seed.
Rows above ads are sums of the ads' rows, and an account's own totals the sums of its campaigns'.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day, stored_instant

Ints = NDArray[np.int64]

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
LAST_DAY = NOW.date()
KEY = Secret("5a" * 32)
"""Seals nothing of worth."""

FIRST_ID = 1_000_000_000_000
KEYS = tuple(measure.key for measure in MEASURES)
LIVES = 10
"""In a realistic business one of so many (ad, day) pairs has a row: an ad lives in one stretch."""

_ZONES = ("America/New_York", "Europe/Berlin", "Asia/Ho_Chi_Minh")
_CURRENCIES = ("USD", "USD", "EUR")
_WORDS = (
    "Serum",
    "Cream",
    "Eye Gel",
    "Repair Kit",
    "Carousel",
    "Founder story",
    "Würfel",
    "Áo dài",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a business is; `dense` gives a row to every ad and day, else a tenth has one."""

    accounts: int = 10
    campaigns: int = 2_000
    adsets_each: int = 5
    ads_each: int = 5
    days: int = 90
    dense: bool = True
    seed: int = 7

    @property
    def adsets(self) -> int:
        """Return how many ad sets there are."""
        return self.campaigns * self.adsets_each

    @property
    def ads(self) -> int:
        """Return how many ads there are."""
        return self.adsets * self.ads_each

    @property
    def name(self) -> str:
        """Return a name for its folder."""
        kind = "dense" if self.dense else "realistic"
        return f"{kind}-{self.accounts}-{self.campaigns}-{self.ads}-{self.days}-{self.seed}"


FULL = Size()
REALISTIC = replace(FULL, dense=False)
SMALL = Size(accounts=2, campaigns=400, adsets_each=1, ads_each=2, days=35)


def workspace(folder: Path, size: Size) -> Path:
    """Make the workspace's home where there is none yet; returns the folder it lies in.

    The clock is to stand at NOW: a home that is half made is made again.
    """
    home = folder / size.name
    done = home / "done"
    if not done.exists():
        for old in home.glob("*.db*"):
            old.unlink()
        seller_id = asyncio.run(_empty(home))
        write(home / "pixecom.db", seller_id, size)
        done.touch()
    return home


def config(home: Path) -> Config:
    """Return the configuration of a workspace that was made here."""
    return Config(home=home, token_key=KEY)


async def _empty(home: Path) -> int:
    runtime = build(config(home), clock=FixedClock(NOW))
    session = await runtime.sessions.open_owner()
    await runtime.close()
    return session.seller.id


def write(database: Path, seller_id: int, size: Size) -> None:
    """Fill an empty database with the business, as one seller's."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    _Pen(connection, seller_id, size).write()
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class _Pen:
    def __init__(self, connection: sqlite3.Connection, seller_id: int, size: Size) -> None:
        self._connection = connection
        self._seller = seller_id
        self._size = size
        self._dice = np.random.default_rng(size.seed)
        self._now = stored_instant(NOW)
        self._accounts = [FIRST_ID + place for place in range(size.accounts)]

    def write(self) -> None:
        """Write everything, parents first."""
        self._put(
            "connections",
            "id, type, external_id, name, currency, timezone, account_status, connected_at,"
            "stats_at, delivery_at, structure_at",
            (
                (
                    *(id_, "AD_ACCOUNT", f"act_{100 + place}", f"Shop {place + 1:02}"),
                    _CURRENCIES[place % len(_CURRENCIES)],
                    _ZONES[place % len(_ZONES)],
                    *(1, *(self._now,) * 4),
                )
                for place, id_ in enumerate(self._accounts)
            ),
        )
        self._tree()
        for day in range(self._size.days):
            self._day(day)
        self._coverage()

    def _put(self, table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
        places = ", ".join("?" * (columns.count(",") + 2))
        self._connection.executemany(
            f"INSERT INTO {table} (seller_id, {columns}) VALUES ({places})",  # noqa: S608
            ((self._seller, *row) for row in rows),
        )

    def _tree(self) -> None:
        size = self._size
        common = (
            "id, connection_id, external_id, name, name_folded, status, delivery_status, created_at"
        )
        a_campaign, an_adset = size.adsets_each, size.ads_each
        self._put(
            "campaigns",
            f"{common}, budget_micros, budget_type, objective",
            (
                (*self._entity(Level.CAMPAIGN, i, i), 50_000_000, "DAILY", "OUTCOME_SALES")
                for i in range(size.campaigns)
            ),
        )
        self._put(
            "adsets",
            f"{common}, campaign_id",
            (
                (
                    *self._entity(Level.ADSET, i, i // a_campaign),
                    first_id(Level.CAMPAIGN) + i // a_campaign,
                )
                for i in range(size.adsets)
            ),
        )
        self._put(
            "ads",
            f"{common}, campaign_id, adset_id",
            (
                (
                    *self._entity(Level.AD, i, i // an_adset // a_campaign),
                    first_id(Level.CAMPAIGN) + i // an_adset // a_campaign,
                    first_id(Level.ADSET) + i // an_adset,
                )
                for i in range(size.ads)
            ),
        )

    def _entity(self, level: Level, place: int, campaign: int) -> tuple[object, ...]:
        word = _WORDS[(place * 7 + campaign) % len(_WORDS)]
        name = f"{level.value.title()} {place:05} | {word} | {'Broad' if place % 3 else 'LLA 3%'}"
        status = "ACTIVE" if place % 4 else "PAUSED"
        return (
            first_id(level) + place,
            self._accounts[campaign * self._size.accounts // self._size.campaigns],
            str(120_000_000_000_000_000 + first_id(level) + place),
            *(name, name.casefold(), status, "ACTIVE" if place % 4 else "INACTIVE"),
            self._now - (self._size.days + place % 30) * 86_400_000_000,
        )

    def _day(self, day: int) -> None:
        size = self._size
        ads = self._measures(size.ads)
        lives = np.ones(size.ads, np.bool_)
        if not size.dense:
            starts = np.random.default_rng(size.seed).integers(0, size.days, size.ads)
            lives = (day - starts) % size.days < size.days // LIVES
        ads[:, ~lives] = 0
        adsets = ads.reshape(len(KEYS), size.adsets, size.ads_each).sum(axis=2)
        campaigns = adsets.reshape(len(KEYS), size.campaigns, size.adsets_each).sum(axis=2)
        number = stored_day(LAST_DAY) - size.days + 1 + day
        for level, numbers in (
            (Level.CAMPAIGN, campaigns),
            (Level.ADSET, adsets),
            (Level.AD, ads),
        ):
            there = np.flatnonzero(numbers[1])
            ids = (there + first_id(level)).tolist()
            self._put(
                "ad_stats_daily",
                f"entity_type, day, entity_id, {', '.join(KEYS)}",
                (
                    (LEVEL_CODES[level], number, id_, *values)
                    for id_, values in zip(ids, numbers[:, there].T.tolist(), strict=True)
                ),
            )
        owner = np.arange(size.campaigns) * size.accounts // size.campaigns
        totals = np.zeros((size.accounts, len(KEYS)), np.int64)
        np.add.at(totals, owner, campaigns.T)
        self._put(
            "account_stats_daily",
            f"connection_id, day, fetched_at, {', '.join(KEYS)}",
            (
                (id_, number, self._now, *values)
                for id_, values in zip(self._accounts, totals.tolist(), strict=True)
            ),
        )

    def _measures(self, rows: int) -> Ints:
        """Return [measure, row]: spend in cents of micros, and a funnel that narrows."""
        dice = self._dice
        impressions = dice.integers(200, 4_000, rows)
        clicks = dice.binomial(impressions, 0.015)
        views = dice.binomial(clicks, 0.7)
        carts = dice.binomial(views, 0.12)
        checkouts = dice.binomial(carts, 0.6)
        purchases = dice.binomial(checkouts, 0.5)
        spend = dice.integers(100, 9_000, rows) * 10_000
        value = purchases * dice.integers(2_000, 9_000, rows) * 10_000
        found = (spend, impressions, clicks, views, carts, checkouts, purchases, value)
        return np.stack(found).astype(np.int64)

    def _coverage(self) -> None:
        first = stored_day(LAST_DAY) - self._size.days + 1
        self._put(
            "stats_versions",
            "connection_id, entity_type, day, version",
            (
                (id_, code, first + day, self._now + day)
                for id_ in self._accounts
                for code in LEVEL_CODES.values()
                for day in range(self._size.days)
            ),
        )
        self._put(
            "coverage",
            "connection_id, entity_type, day, state, seen_at",
            (
                (id_, code, first + day, "complete", self._now)
                for id_ in self._accounts
                for code in LEVEL_CODES.values()
                for day in range(self._size.days)
            ),
        )


def first_id(level: Level) -> int:
    """Return the id of a level's first entity; the others follow one by one."""
    return FIRST_ID + LEVEL_CODES[level] * 1_000_000
