"""An ad set's targeting in one line a person can read: "US, CA · 25-44 · women · 3 interests"."""

from collections.abc import Iterator

from pixecom_desktop.domain.text import clean

LONGEST = 120
_NAMED = 5
_PLACES = (
    ("regions", "region", "regions"),
    ("cities", "city", "cities"),
    ("zips", "postal code", "postal codes"),
    ("custom_locations", "place", "places"),
)
_GENDERS = {"1": "men", "2": "women"}
_OLDEST = 65


def audience(raw: object) -> str:
    """Return the targeting in one line of at most LONGEST signs; "" where there is none."""
    targeting = _mapping(raw)
    line = " · ".join(part for part in _parts(targeting) if part)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _parts(targeting: dict[str, object]) -> Iterator[str]:
    yield _where(_mapping(targeting.get("geo_locations")))
    yield _age(targeting)
    yield _GENDERS.get(",".join(map(str, _items(targeting.get("genders")))), "")
    yield from _interests(targeting)
    yield _counted(_items(targeting.get("custom_audiences")), "custom audience", "custom audiences")
    excluded = _items(targeting.get("excluded_custom_audiences"))
    yield _counted(excluded, "excluded audience", "excluded audiences")
    yield _counted(_items(targeting.get("locales")), "language", "languages")
    automation = _mapping(targeting.get("targeting_automation"))
    yield "Advantage+ audience" if str(automation.get("advantage_audience")) == "1" else ""


def _where(geo: dict[str, object]) -> str:
    names = [clean(one) for one in _items(geo.get("countries")) if isinstance(one, str)]
    groups = [clean(one) for one in _items(geo.get("country_groups")) if isinstance(one, str)]
    parts = [*groups, *names[:_NAMED]]
    if len(names) > _NAMED:
        parts.append(f"{len(names) - _NAMED} more")
    parts += [_counted(_items(geo.get(key)), one, many) for key, one, many in _PLACES]
    return ", ".join(part for part in parts if part)


def _age(targeting: dict[str, object]) -> str:
    low, high = _number(targeting.get("age_min")), _number(targeting.get("age_max"))
    if low is None and high is None:
        return ""
    if high is None or high >= _OLDEST:
        return f"{low or 18}+"
    return f"{low or 18}-{high}"  # noqa: RUF100 - a plain hyphen: the line is searched and copied


def _interests(targeting: dict[str, object]) -> Iterator[str]:
    """Count what detailed targeting names, over all its groups."""
    specs = [targeting, *(_mapping(one) for one in _items(targeting.get("flexible_spec")))]
    for key, one, many in (
        ("interests", "interest", "interests"),
        ("behaviors", "behaviour", "behaviours"),
    ):
        yield _counted([item for spec in specs for item in _items(spec.get(key))], one, many)


def _counted(items: list[object], one: str, many: str) -> str:
    return f"{len(items)} {one if len(items) == 1 else many}" if items else ""


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
