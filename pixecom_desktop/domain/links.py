"""A state of the Ads Manager as one link, `pixecom://ads-manager?...`, and back.

A link comes from anywhere: whatever it cannot mean raises LinkError, never anything else.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice, Preset, parse_day
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import LinkError, UserError
from pixecom_desktop.domain.filters import FILTERS, FilterKind, FilterSet
from pixecom_desktop.domain.query import AdsQuery, parse_sorts
from pixecom_desktop.domain.rules import parse_rules, write_rules

SCHEME = "pixecom"
PAGE = "ads-manager"
_LONGEST = 20_000


def to_link(query: AdsQuery) -> str:
    """Return the link of this query; what is at its default is left out."""
    parts: list[tuple[str, str]] = []
    default = AdsQuery()
    if query.level is not default.level:
        parts.append(("level", query.level.lower()))
    parts += _filtered(query.filters)
    if query.parent_campaigns:
        parts.append(("in_campaign", ",".join(query.parent_campaigns)))
    if query.parent_adsets:
        parts.append(("in_adset", ",".join(query.parent_adsets)))
    if query.sort != default.sort or query.then:
        parts.append(("sort", ",".join(map(str, query.sorts))))
    if query.columns:
        parts.append(("columns", ",".join(query.columns)))
    if query.compare is not None:
        parts.append(("compare", str(query.compare)))
    return f"{SCHEME}://{PAGE}" + (f"?{urlencode(parts)}" if parts else "")


def carried(query: AdsQuery) -> AdsQuery:
    """Return what of a query means the same to every seller: days, statuses, rules, the order.

    What names one seller's own (parents, accounts, campaigns, sellpages, a search) is left behind.
    """
    own = query.filters
    filters = FilterSet(
        dates=own.dates, statuses=own.statuses, deliveries=own.deliveries, rules=own.rules
    )
    return AdsQuery(
        level=query.level,
        filters=filters,
        sort=query.sort,
        then=query.then,
        compare=query.compare,
    )


def _filtered(filters: FilterSet) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    for known in FILTERS:
        value = getattr(filters, known.key)
        if known.kind is FilterKind.DATES:
            parts += _dates(filters.dates)
        elif known.kind is FilterKind.RULES:
            parts += [(known.option, write_rules(filters.rules))] if filters.rules else []
        elif value:
            text = value if known.kind is FilterKind.TEXT else ",".join(value)
            parts.append((known.option, text))
    return parts


def _dates(choice: DateChoice) -> list[tuple[str, str]]:
    if choice.custom is not None:
        return [("since", str(choice.custom.since)), ("until", str(choice.custom.until))]
    return [] if choice == DateChoice() else [("preset", choice.preset)]


def from_link(link: str) -> AdsQuery:
    """Return the query that a link means; raises LinkError for one that means none."""
    if len(link) > _LONGEST:
        raise LinkError("That link is too long to be one of PixEcom's.")
    try:
        url = urlsplit(link)
        pairs = parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query))
    except ValueError as error:
        raise LinkError("That link cannot be read.") from error
    if url.scheme != SCHEME or url.netloc != PAGE or url.path not in ("", "/"):
        raise LinkError("That is no link to the Ads Manager.")
    words = dict(pairs)
    try:
        return AdsQuery(
            level=_level(words.pop("level", "campaign")),
            parent_campaigns=_ids(words.pop("in_campaign", "")),
            parent_adsets=_ids(words.pop("in_adset", "")),
            **_sorts(words.pop("sort", "")),
            columns=tuple(one for one in words.pop("columns", "").split(",") if one),
            compare=_comparison(words.pop("compare", "")),
            filters=_filters(words),
        )
    except LinkError:
        raise
    except UserError as error:
        raise LinkError(f"That link cannot be opened: {error}") from error


def _level(word: str) -> Level:
    try:
        return Level(word.upper())
    except ValueError as error:
        raise LinkError(f"That link names a level nobody knows: {word[:40]!r}.") from error


def _sorts(text: str) -> dict[str, Any]:
    keys = parse_sorts(text)
    return {"sort": keys[0], "then": keys[1:]} if keys else {}


def _comparison(text: str) -> Comparison | None:
    return Comparison.parse(text) if text else None


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(word for word in text.split(",") if word)
    if not all(word.isascii() and word.isdigit() for word in ids):
        raise LinkError("That link holds an id that is none of Meta's.")
    return ids


def _filters(words: dict[str, str]) -> FilterSet:
    values: dict[str, object] = {"dates": _choice(words)}
    for known in FILTERS:
        text = words.pop(known.option, "")
        if not text or known.kind is FilterKind.DATES:
            continue
        if known.kind is FilterKind.TEXT:
            values[known.key] = text
        elif known.kind is FilterKind.RULES:
            values[known.key] = parse_rules(text)
        else:
            values[known.key] = tuple(known.parse(word) for word in text.split(",") if word)
    if words:
        raise LinkError(f"That link holds a word nobody knows: {next(iter(words))[:40]!r}.")
    return FilterSet(**values)  # type: ignore[arg-type]


def _choice(words: dict[str, str]) -> DateChoice:
    preset, since, until = (words.pop(key, "") for key in ("preset", "since", "until"))
    if since or until:
        return DateChoice.days(parse_day(since), parse_day(until))
    try:
        return DateChoice(Preset(preset)) if preset else DateChoice()
    except ValueError as error:
        raise LinkError(f"That link names a range nobody knows: {preset[:40]!r}.") from error
