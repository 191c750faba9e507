"""What the usage headers of an answer say: how much of a limit is used, and how long to wait.

Values are percentages; `estimated_time_to_regain_access` is minutes, `reset_time_duration` seconds
(graph.md section 4). A header that cannot be read says nothing: it never fails a call.
"""

import json
import math
from collections.abc import Iterator, Mapping

from pixecom_desktop.domain.values import dataclass

APP = "x-app-usage"
ACCOUNT = "x-ad-account-usage"
USE_CASE = "x-business-use-case-usage"
INSIGHTS = "x-fb-ads-insights-throttle"

_PERCENTAGES = ("call_count", "total_cputime", "total_time", "acc_id_util_pct", "app_id_util_pct")
_LONGEST = 24 * 3600.0
FULL, LIMITED = "standard_access", "development_access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`percent` is the fullest limit, `wait` the seconds that Meta asks for (0: it names none).

    `tier` is FULL, LIMITED or "" where nothing is said.
    """

    percent: float = 0.0
    wait: float = 0.0
    tier: str = ""


def read(headers: Mapping[str, str], account: str | None) -> Reading:
    """Return what the headers say about this account (`act_...`); header names in any case."""
    known = {name.lower(): text for name, text in headers.items()}
    entries = list(_entries(known, account))
    waits = [_wait(entry) for entry in entries]
    waits.append(_number(known.get("retry-after", "")))
    return Reading(
        percent=max(
            (_number(one.get(name)) for one in entries for name in _PERCENTAGES), default=0
        ),
        wait=min(max(waits), _LONGEST),
        tier=next((one for one in map(_tier, entries) if one), ""),
    )


def _entries(headers: Mapping[str, str], account: str | None) -> Iterator[dict[str, object]]:
    for name in (APP, ACCOUNT, INSIGHTS):
        entry = _json(headers.get(name))
        if isinstance(entry, dict):
            yield entry
    by_account = _json(headers.get(USE_CASE))
    if not isinstance(by_account, dict):
        return
    own = account.removeprefix("act_") if account else None
    for key, listed in by_account.items():
        if own in (None, key) and isinstance(listed, list):
            yield from (one for one in listed if isinstance(one, dict))


def _wait(entry: dict[str, object]) -> float:
    minutes = _number(entry.get("estimated_time_to_regain_access"))
    # A reset time stands there always; it is a wait only where the score is used up.
    is_full = _number(entry.get("acc_id_util_pct")) >= 100
    seconds = _number(entry.get("reset_time_duration")) if is_full else 0.0
    return max(minutes * 60, seconds)


def _tier(entry: dict[str, object]) -> str:
    tier = entry.get("ads_api_access_tier")
    return tier if tier in (FULL, LIMITED) and isinstance(tier, str) else ""


def _json(text: str | None) -> object:
    try:
        decoded: object = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    return decoded


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return 0.0
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) and number > 0 else 0.0
