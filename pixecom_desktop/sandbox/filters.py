"""The `filtering` parameter: conditions on objects, by field and operator.

A field may carry its level as a prefix (`campaign.id` on an ad means the ad's campaign).
Unknown fields, operators and shapes are errors 100, as with Meta.
"""

from collections.abc import Callable

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.errors import bad_parameter

LEVELS = ("account", "campaign", "adset", "ad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition; `level` is None where the field had no prefix."""

    level: str | None
    field: str
    operator: str
    value: object

    def holds(self, actual: object) -> bool:
        """Whether a value (text, number or None) fulfils the condition."""
        return OPERATORS[self.operator](actual, self.value)

    def matcher(self) -> Callable[[object], bool]:
        """Return the test of many values; a list of wanted ones is looked up once."""
        if self.operator in ("IN", "ANY"):
            wanted = frozenset(_listed(self.value))
            return lambda actual: str(actual) in wanted
        return self.holds

    @property
    def names_statuses(self) -> bool:
        """Whether the condition speaks of (effective) statuses."""
        return self.field in ("effective_status", "status", "configured_status")


def parse(call: Call) -> list[Condition]:
    """Return the conditions of a call, those of `effective_status` and `updated_since` too.

    Raises GraphError (100) for what Meta would not understand.
    """
    found: list[Condition] = []
    raw = call.json("filtering")
    if raw is not None:
        if not isinstance(raw, list):
            raise bad_parameter("param filtering must be an array.", blame="filtering")
        found.extend(_condition(one) for one in raw)
    words = call.words("effective_status")
    if words is not None:
        found.append(Condition(level=None, field="effective_status", operator="IN", value=words))
    since = call.number("updated_since")
    if since is not None:
        found.append(
            Condition(level=None, field="updated_time", operator="GREATER_THAN", value=since)
        )
    return found


def _condition(raw: object) -> Condition:
    if not isinstance(raw, dict) or not {"field", "operator"} <= raw.keys():
        raise bad_parameter(
            "param filtering must hold objects with field, operator and value.", blame="filtering"
        )
    operator = str(raw["operator"]).upper()
    if operator not in OPERATORS:
        raise bad_parameter(f"param filtering has an unknown operator: {operator}.")
    name = str(raw["field"])
    level, _, rest = name.partition(".")
    if rest and level in LEVELS:
        return Condition(level=level, field=rest, operator=operator, value=raw.get("value"))
    return Condition(level=None, field=name, operator=operator, value=raw.get("value"))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return float(str(value))
    except ValueError:
        return None


def _listed(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items]


def _compare(test: Callable[[float, float], bool]) -> Callable[[object, object], bool]:
    def holds(actual: object, wanted: object) -> bool:
        left, right = _number(actual), _number(wanted)
        if right is None:
            raise bad_parameter("param filtering needs a number as value.", blame="filtering")
        return left is not None and test(left, right)

    return holds


def _within(actual: object, wanted: object) -> bool:
    if not isinstance(wanted, list) or len(wanted) != 2:
        raise bad_parameter("param filtering needs [low, high] as value.", blame="filtering")
    number, low, high = _number(actual), _number(wanted[0]), _number(wanted[1])
    if low is None or high is None:
        raise bad_parameter("param filtering needs numbers as value.", blame="filtering")
    return number is not None and low <= number <= high


def _text(value: object) -> str:
    return "" if value is None else str(value).casefold()


OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "EQUAL": lambda actual, wanted: str(actual) == str(wanted),
    "NOT_EQUAL": lambda actual, wanted: str(actual) != str(wanted),
    "GREATER_THAN": _compare(lambda left, right: left > right),
    "GREATER_THAN_OR_EQUAL": _compare(lambda left, right: left >= right),
    "LESS_THAN": _compare(lambda left, right: left < right),
    "LESS_THAN_OR_EQUAL": _compare(lambda left, right: left <= right),
    "IN_RANGE": _within,
    "NOT_IN_RANGE": lambda actual, wanted: not _within(actual, wanted),
    "IN": lambda actual, wanted: str(actual) in _listed(wanted),
    "NOT_IN": lambda actual, wanted: str(actual) not in _listed(wanted),
    "ANY": lambda actual, wanted: str(actual) in _listed(wanted),
    "CONTAIN": lambda actual, wanted: _text(wanted) in _text(actual),
    "NOT_CONTAIN": lambda actual, wanted: _text(wanted) not in _text(actual),
    "STARTS_WITH": lambda actual, wanted: _text(actual).startswith(_text(wanted)),
    "ENDS_WITH": lambda actual, wanted: _text(actual).endswith(_text(wanted)),
}
