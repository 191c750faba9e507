"""What a sync is measured beside: a sandbox in a process of its own, and Meta's own client."""

import http.client
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.meta import fields

ROOT = Path(__file__).parent.parent.parent

PROGRAM = """
import json, sys
from datetime import datetime
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import serve
now = datetime.fromisoformat("2026-11-24T15:00:00+00:00")
world = WorldOptions(now=now, **json.loads(sys.argv[1]))
serve(world, announce=lambda line: print(line, flush=True))
"""


@contextmanager
def sandbox(world: dict[str, int]) -> Iterator[dict[str, str]]:
    """Serve a world while the block lasts; gives its address, token and account."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, json.dumps(world)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        card = json.loads(process.stdout.readline())
        yield {"base": card["base"], "token": card["token"], "account": card["accounts"][0]}
    finally:
        process.terminate()
        process.wait()


def question(level: Level, days: DateRange) -> dict[str, object]:
    """Return the question for the statistics of these days, as the program asks it."""
    named = {"field": f"{level.value.lower()}.effective_status", "operator": "IN"}
    return {
        "time_increment": 1,
        "time_range": {"since": str(days.since), "until": str(days.until)},
        "level": level.value.lower(),
        "fields": fields.INSIGHTS[level],
        "filtering": [{**named, "value": list(fields.STATUSES[level])}],
        "limit": 500,
    }


def pages(
    connection: http.client.HTTPConnection, card: dict[str, str], asked: dict[str, object]
) -> Iterator[bytes]:
    """Read the pages of a question and do nothing with them."""
    words = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in asked.items()
    }
    after = ""
    while True:
        query = urlencode({**words, "after": after} if after else words)
        path = f"/v26.0/{card['account']}/insights?{query}"
        connection.request("GET", path, headers={"Authorization": f"Bearer {card['token']}"})
        body = connection.getresponse().read()
        yield body
        paging = json.loads(b"{" + body[body.rfind(b'"paging"') :])["paging"]
        if "next" not in paging:
            return
        after = paging["cursors"]["after"]


def metas_own(card: dict[str, str], days: DateRange, most: int, into: Path) -> tuple[int, float]:
    """Read with Meta's own client and insert row by row into a new file, a page a transaction.

    It stores the same measures as the program, and keeps no history of them. Returns the rows and
    the seconds.
    """
    session = FacebookSession(access_token=card["token"])
    session.GRAPH = card["base"]
    account = AdAccount(card["account"], api=FacebookAdsApi(session))
    params = question(Level.AD, days)
    asked = str(params.pop("fields")).split(",")
    into.unlink(missing_ok=True)
    database = sqlite3.connect(into)
    database.execute(
        "create table stats (ad, day, spend, impressions, clicks, views, carts, checkouts,"
        " purchases, value, attribution, primary key (ad, day))"
    )
    begun, rows = time.perf_counter(), 0
    for row in account.get_insights(fields=asked, params=params):
        database.execute("insert into stats values (?,?,?,?,?,?,?,?,?,?,?)", _plain(row))
        rows += 1
        if rows % 500 == 0:
            database.commit()
        if rows >= most:
            break
    database.commit()
    seconds = time.perf_counter() - begun
    database.close()
    session.requests.close()
    return rows, seconds


def _plain(row: AdAccount) -> tuple[object, ...]:
    bought = {one["action_type"]: one["value"] for one in row.get("action_values", [])}
    done = {one["action_type"]: one["value"] for one in row.get("actions", [])}
    pixel = "offsite_conversion.fb_pixel_"
    names = ("view_content", "add_to_cart", "initiate_checkout", "purchase")
    return (
        row["ad_id"],
        row["date_start"],
        row["spend"],
        row["impressions"],
        row.get("inline_link_clicks", "0"),
        *(done.get(pixel + name, "0") for name in names),
        bought.get(pixel + "purchase", "0"),
        row.get("attribution_setting", ""),
    )
