"""How fast the pretend Meta is: `python tests/performance/bench_sandbox.py [--ads N] ...`.

Measures, in a process of its own as `demo` starts it: until its first line, then every page of the
three levels and of the daily insights of all ads. No test: a number means something only beside
another one from the same machine.
"""

import argparse
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import json, sys, time
from datetime import datetime
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import serve
options = json.loads(sys.argv[1])
now = datetime.fromisoformat("2026-11-24T15:00:00+00:00")
def announce(line):
    print(line, flush=True)
    print(time.process_time(), flush=True)
serve(WorldOptions(now=now, **options), announce=announce)
"""
STATUSES = json.dumps(
    [
        *("ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES"),
        *("CAMPAIGN_PAUSED", "ADSET_PAUSED", "DISAPPROVED", "PENDING_REVIEW", "PREAPPROVED"),
        "PENDING_BILLING_INFO",
    ]
)
EDGES = {
    "campaigns": "id,name,status,effective_status,daily_budget,lifetime_budget,objective,"
    "bid_strategy,start_time,stop_time,created_time,updated_time,issues_info",
    "adsets": "id,campaign_id,name,status,effective_status,daily_budget,lifetime_budget,"
    "optimization_goal,bid_strategy,targeting,learning_stage_info,updated_time,issues_info",
    "ads": "id,campaign_id,adset_id,name,status,effective_status,updated_time,issues_info,"
    "ad_review_feedback,creative{id,name,thumbnail_url,object_story_spec,asset_feed_spec}",
}
INSIGHTS = "campaign_id,adset_id,ad_id,spend,impressions,inline_link_clicks,actions,action_values"


def main() -> None:
    """Run all measurements and print a line each."""
    options = _options()
    tell(f"a business of {options}")
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, json.dumps(options)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        card = json.loads(process.stdout.readline())
        seconds, busy = time.perf_counter() - begun, float(process.stdout.readline())
        tell(f"{'ready':34} {seconds:8.2f} s  {busy:.2f} s of them busy")
        for edge, fields in EDGES.items():
            params = {"fields": fields, "limit": "500", "effective_status": STATUSES}
            with _timed(edge) as count:
                count[:] = _listing(card, edge, params)
        for days in (4, 30):
            since = str(date(2026, 11, 24) - timedelta(days=days - 1))
            for level in ("campaign", "adset", "ad"):
                params = _insights(level, since)
                with _timed(f"insights, {level}, {days} days") as count:
                    count[:] = _listing(card, "insights", params)
    finally:
        process.terminate()
        process.wait()


def tell(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _options() -> dict[str, int]:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = {"accounts": 4, "campaigns": 2_000, "adsets": 10_000, "ads": 50_000, "days": 90}
    for name, size in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=size)
    return vars(parser.parse_args())


def _insights(level: str, since: str) -> dict[str, str]:
    return {
        "level": level,
        "fields": INSIGHTS,
        "limit": "1000",
        "time_increment": "1",
        "time_range": json.dumps({"since": since, "until": "2026-11-24"}),
        "filtering": json.dumps(
            [
                {
                    "field": f"{level}.effective_status",
                    "operator": "IN",
                    "value": json.loads(STATUSES),
                }
            ]
        ),
    }


@contextmanager
def _timed(what: str) -> Iterator[list[int]]:
    count = [0, 0, 0]
    begun = time.perf_counter()
    yield count
    seconds = time.perf_counter() - begun
    rows, pages, size = count
    tell(
        f"{what:34} {seconds:8.2f} s  {rows:9,} rows  {pages:5} pages"
        f"  {size / 1e6:7.1f} MB  {rows / max(seconds, 1e-9):9,.0f} rows/s"
    )


def _listing(card: dict[str, object], edge: str, params: dict[str, str]) -> list[int]:
    address = urlsplit(str(card["base"]))
    connection = http.client.HTTPConnection(str(address.hostname), address.port)
    headers = {"Authorization": f"Bearer {card['token']}"}
    rows = pages = size = 0
    accounts = card["accounts"]
    assert isinstance(accounts, list)
    for account in accounts:
        after: dict[str, str] = {}
        while True:
            query = urlencode({**params, **after})
            connection.request("GET", f"/v26.0/{account}/{edge}?{query}", headers=headers)
            body = connection.getresponse().read()
            page = json.loads(body)
            rows, pages, size = rows + len(page["data"]), pages + 1, size + len(body)
            if "next" not in page.get("paging", {}):
                break
            after = {"after": page["paging"]["cursors"]["after"]}
    connection.close()
    return [rows, pages, size]


if __name__ == "__main__":
    main()
