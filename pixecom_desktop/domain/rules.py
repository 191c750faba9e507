"""Rules on columns, such as `spend > 50 and roas < 1.5`: typed, joined by AND, nothing is run.

A rule compares the value that is shown: money in the currency's major units, a metric rounded to
the contract's digits (2.31 for ROAS, 1.9712 for 1.9712 % CTR), a day as 2026-11-24, a text folded.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from pixecom_desktop.domain.dates import parse_day
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.rule_columns import (
    COLUMNS,
    NUMBERS,
    TEXTS,
    key_of,
    kind_of,
    no_column,
)
from pixecom_desktop.domain.text import clean, fold
from pixecom_desktop.domain.values import dataclass

Bools = NDArray[np.bool_]

MOST = 20
LONGEST = 1_000
_LIMIT = 2**63 - 1
_DIGITS = 15
"""So many digits stand before the point at most, and so many after it."""


class Op(StrEnum):
    """How a rule compares; HAS and LACKS look for a text anywhere in another."""

    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    IS = "="
    IS_NOT = "!="
    HAS = "~"
    LACKS = "!~"


_ORDERED = (Op.GREATER, Op.AT_LEAST, Op.LESS, Op.AT_MOST, Op.IS, Op.IS_NOT)
_WORDED = (Op.IS, Op.IS_NOT, Op.HAS, Op.LACKS)


def operators(key: str) -> tuple[Op, ...]:
    """Return how a column can be compared; raises UserError for one that nobody knows."""
    if key not in COLUMNS:
        raise no_column(key)
    return _WORDED if key in TEXTS else _ORDERED


@dataclass(frozen=True, slots=True)
class Rule:
    """One column, how it is compared, and with what. Raises UserError for what makes no sense."""

    key: str
    op: Op
    value: Decimal | date | str

    def __post_init__(self) -> None:
        if self.op not in operators(self.key):
            raise UserError(f"{self.key} cannot be compared by {self.op}.")
        wanted = str if self.key in TEXTS else Decimal if self.key in NUMBERS else date
        if type(self.value) is not wanted:
            raise UserError(f"{self.key} cannot be compared with {str(self.value)[:40]!r}.")

    @classmethod
    def of(cls, key: str, op: Op, words: str) -> "Rule":
        """Return the rule of a column, an operator and a value as it is typed."""
        operators(key)
        if key in TEXTS:
            return cls(key, op, clean(words).strip())
        return cls(key, op, _number(words) if key in NUMBERS else parse_day(words.strip()))

    @override
    def __str__(self) -> str:
        match self.value:
            case str():
                return f"{self.key} {self.op} {_quoted(self.value)}"
            case Decimal():
                return f"{self.key} {self.op} {self.value:f}"
        return f"{self.key} {self.op} {self.value}"


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<op> >=|<=|!=|!~|<>|==|[><=~] )
      | "(?P<quoted> (?:[^"\\]|\\.)* )"
      | (?P<word> [^\s"<>=!~]+ )
    )""",
    re.VERBOSE,
)
_SPOKEN = {"==": Op.IS, "<>": Op.IS_NOT, "is": Op.IS, "contains": Op.HAS, "lacks": Op.LACKS}


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Read rules that are joined by `and`; raises UserError with what is wrong. "" has none.

    A column stands by its key or by its title (`Spent > 50`). A text with spaces stands in double
    quotes; `contains` and `lacks` are words for ~ and !~.
    """
    if len(text) > LONGEST:
        raise UserError(f"Rules have {LONGEST} signs at most.")
    tokens = list(_tokens(clean(text)))
    rules: list[Rule] = []
    while tokens:
        if rules and (tokens[0][1].lower() != "and" or tokens.pop(0)[0] != "word"):
            raise UserError(f"Join rules by the word and, before {tokens[0][1][:40]!r}.")
        rules.append(_rule(tokens))
    if len(rules) > MOST:
        raise UserError(f"There are {MOST} rules at most.")
    return tuple(rules)


def write_rules(rules: tuple[Rule, ...]) -> str:
    """Return rules as `parse_rules` reads them."""
    return " and ".join(map(str, rules))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise UserError(f"A rule cannot be read at {text[at : at + 20].strip()!r}.")
        at = found.end()
        kind = found.lastgroup or ""
        word = found.group(kind)
        yield kind, re.sub(r"\\(.)", r"\1", word) if kind == "quoted" else word


def _rule(tokens: list[tuple[str, str]]) -> Rule:
    if not tokens or tokens[0][0] != "word":
        raise UserError("A rule begins with a column: spend > 50.")
    # A title may have several words: all that stands before the comparison.
    ends = (place for place, token in enumerate(tokens) if place and _op(token) is not None)
    end = next(ends, len(tokens))
    column = " ".join(word for _kind, word in tokens[:end])
    op, value = ([*tokens[end : end + 2], ("", ""), ("", "")])[:2]
    del tokens[: end + 2]
    known = _op(op)
    if known is None or value[0] not in ("word", "quoted"):
        raise UserError(
            f'{column[:40]!r} needs a comparison and a value: spend > 50, name contains "Sale".'
        )
    return Rule.of(key_of(column), known, value[1])


def _op(token: tuple[str, str]) -> Op | None:
    word = token[1].lower()
    if word in _SPOKEN:
        return _SPOKEN[word]
    return Op(word) if token[0] == "op" else None


def _number(words: str) -> Decimal:
    try:
        number = Decimal(words.strip().removesuffix("%"))
    except InvalidOperation:
        number = Decimal("NaN")
    exponent = number.as_tuple().exponent
    # Looked at without reckoning: a number of a billion digits is never written out.
    if not isinstance(exponent, int) or number.adjusted() >= _DIGITS or exponent < -_DIGITS:
        raise UserError(f"{words[:40]!r} is no number. Write it as 1234.5.")
    return number


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Columns(Protocol):
    """What rules are held against: a table in columns."""

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def values(self, key: str) -> NDArray[Any]:
        """Return one column."""
        ...


def passing(rules: tuple[Rule, ...], table: Columns) -> Bools:
    """Return which rows of a table all rules let pass; a row without a value passes none."""
    passes = np.ones(len(table), np.bool_)
    for rule in rules:
        column = table.values(rule.key)
        passes &= _numbers(rule, column) if rule.key in NUMBERS else _objects(rule, column)
    return passes


def _numbers(rule: Rule, column: NDArray[Any]) -> Bools:
    threshold = Decimal(str(rule.value)).scaleb(_scale(rule.key))
    low = min(int(threshold.to_integral_value(ROUND_FLOOR)), _LIMIT)
    high = min(int(threshold.to_integral_value(ROUND_CEILING)), _LIMIT)
    low, high = max(low, -_LIMIT), max(high, -_LIMIT)
    # Between two whole numbers there is nothing to be equal to.
    same = column == low if low == high else np.zeros(len(column), np.bool_)
    found: Mapping[Op, Callable[[], Any]] = {
        Op.GREATER: lambda: column > low,
        Op.AT_LEAST: lambda: column >= high,
        Op.LESS: lambda: column < high,
        Op.AT_MOST: lambda: column <= low,
        Op.IS: lambda: same,
        Op.IS_NOT: lambda: ~same,
    }
    passes: Bools = np.asarray(found[rule.op](), np.bool_)
    return passes & (column >= 0) if rule.key == "budget" else passes


def _scale(key: str) -> int:
    """Return by how many digits a column's whole numbers stand left of what is shown."""
    if key in METRIC_BY_KEY and key not in MEASURE_BY_KEY:
        return METRIC_BY_KEY[key].digits
    return 6 if kind_of(key) is Kind.MONEY else 0


def _objects(rule: Rule, column: NDArray[Any]) -> Bools:
    wanted = fold(rule.value) if isinstance(rule.value, str) else rule.value
    test = _TESTS[rule.op]
    return np.array(
        [value is not None and test(_comparable(value), wanted) for value in column], np.bool_
    )


def _comparable(value: object) -> object:
    match value:
        case datetime():
            return value.date()
        case date():
            return value
    return fold(str(value))


_TESTS: Mapping[Op, Callable[[Any, Any], bool]] = {
    Op.GREATER: lambda a, b: bool(a > b),
    Op.AT_LEAST: lambda a, b: bool(a >= b),
    Op.LESS: lambda a, b: bool(a < b),
    Op.AT_MOST: lambda a, b: bool(a <= b),
    Op.IS: lambda a, b: bool(a == b),
    Op.IS_NOT: lambda a, b: bool(a != b),
    Op.HAS: lambda a, b: b in a,
    Op.LACKS: lambda a, b: b not in a,
}
