"""Rules on columns in the user's words, and values as they are typed. No widget.

Money is each account's own: a sign stands before an amount only where one currency is on show.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.money import digits
from pixecom_desktop.domain.rule_columns import COLUMNS, DAYS, NUMBERS, TEXTS, kind_of
from pixecom_desktop.domain.rules import Op, Rule
from pixecom_desktop.domain.text import fold
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import MINUS, Formatter, currency_sign
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import tr

_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "status": tuple(EntityStatus),
    "delivery_status": tuple(DeliveryStatus),
    "budget_type": tuple(BudgetType),
}


class Wording(NamedTuple):
    """A way to compare: `ops` are the rules that it makes, one for each value."""

    ops: tuple[Op, ...]
    sign: str
    words: str


def comparisons(key: str) -> tuple[Wording, ...]:
    """Return how a column can be compared, the most usual first."""
    if key in TEXTS:
        signs = (
            ((Op.HAS,), tr("contains")),
            ((Op.LACKS,), tr("does not contain")),
            ((Op.IS,), tr("is")),
            ((Op.IS_NOT,), tr("is not")),
        )
        return tuple(Wording(ops, words, words) for ops, words in signs)
    between = Wording((Op.AT_LEAST, Op.AT_MOST), tr("between"), tr("is between"))
    if key in DAYS:
        return (
            Wording((Op.AT_LEAST,), "\N{GREATER-THAN OR EQUAL TO}", tr("is on or after")),
            Wording((Op.GREATER,), ">", tr("is after")),
            Wording((Op.AT_MOST,), "\N{LESS-THAN OR EQUAL TO}", tr("is on or before")),
            Wording((Op.LESS,), "<", tr("is before")),
            Wording((Op.IS,), "=", tr("is")),
            Wording((Op.IS_NOT,), "\N{NOT EQUAL TO}", tr("is not")),
            between,
        )
    return (
        Wording((Op.GREATER,), ">", tr("is more than")),
        Wording((Op.AT_LEAST,), "\N{GREATER-THAN OR EQUAL TO}", tr("is at least")),
        Wording((Op.LESS,), "<", tr("is less than")),
        Wording((Op.AT_MOST,), "\N{LESS-THAN OR EQUAL TO}", tr("is at most")),
        Wording((Op.IS,), "=", tr("is")),
        Wording((Op.IS_NOT,), "\N{NOT EQUAL TO}", tr("is not")),
        between,
    )


def comparison_of(rule: Rule) -> Wording:
    """Return how a rule compares."""
    return next(one for one in comparisons(rule.key) if one.ops == (rule.op,))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """Writes and reads rules. `titles` name enums' members, `known` a text column's values.

    `currency` is the one currency on show, "" where there are several.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    today: date = date.max
    known: Callable[[str], Sequence[str]] = lambda key: ()

    def value(self, rule: Rule) -> str:
        """Return a rule's value as it is shown: "$50", "1.97%", "16 Nov 2026", "Paused"."""
        match rule.value:
            case str():
                return self.titled(rule.key, rule.value) or '""'
            case Decimal():
                return self._number(rule.key, rule.value)
        return when.full_day(rule.value)

    def sentence(self, rule: Rule) -> str:
        """Return a rule as one says it: "Spent is more than $50"."""
        words = f"{tr(COLUMNS[rule.key])} {comparison_of(rule).words} {self.value(rule)}"
        if kind_of(rule.key) is Kind.MONEY and not self.currency:
            return f"{words}, {tr('in the own currency of each account')}"
        return words

    def short(self, rule: Rule) -> str:
        """Return a rule as briefly as it can be read: "Spent > $50"."""
        return f"{tr(COLUMNS[rule.key])} {comparison_of(rule).sign} {self.value(rule)}"

    def titled(self, key: str, value: str) -> str:
        """Return how a value of a text column is called."""
        is_named = key in _MEMBERS and value in self.titles
        return tr(self.titles[value]) if is_named else value

    def values(self, key: str) -> tuple[str, ...]:
        """Return what a text column may hold, as far as it is known."""
        if key not in TEXTS:
            return ()
        return _MEMBERS.get(key) or tuple(self.known(key))

    def unit(self, key: str) -> tuple[str, str]:
        """Return what stands before and after the value of a column while it is typed."""
        match kind_of(key):
            case Kind.MONEY if self.currency:
                return currency_sign(self.currency).strip(), ""
            case Kind.MONEY:
                return "", tr("in each currency")
            case Kind.PERCENT:
                return "", "%"
        return "", ""

    def typed(self, rule: Rule) -> str:
        """Return a rule's value as one would type it."""
        return _plain(rule.value) if isinstance(rule.value, Decimal) else self.value(rule)

    def read(self, key: str, comparison: Wording, texts: Sequence[str]) -> tuple[Rule, ...]:
        """Return the rules that were typed; raises UserError with what to type instead."""
        pairs = zip(comparison.ops, texts, strict=False)
        rules = tuple(self._rule(key, op, text) for op, text in pairs)
        values = [rule.value for rule in rules]
        if len(values) > 1 and values != sorted(values):
            raise UserError(tr("The second value lies before the first."))
        return rules

    def _rule(self, key: str, op: Op, text: str) -> Rule:
        if key in NUMBERS:
            return Rule(key, op, read_number(text, self.currency))
        if key in DAYS:
            return Rule(key, op, when.read_day(text, self.today))
        if not text.strip():
            raise UserError(tr("Type a text to look for."))
        named = {fold(self.titled(key, one)): one for one in _MEMBERS.get(key, ())}
        return Rule.of(key, op, named.get(fold(text.strip()), text))

    def _number(self, key: str, value: Decimal) -> str:
        before, after = self.unit(key)
        minus = MINUS if value < 0 else ""
        is_whole = value == value.to_integral_value()
        least = digits(self.currency) if before and not is_whole else 0
        return f"{minus}{before}{_plain(abs(value), least)}{after if after == '%' else ''}"


def read_number(text: str, currency: str) -> Decimal:
    """Return a number as the locale writes it, the currency's sign or a % around it or not.

    Raises UserError where it is none: a comma in a wrong place is not guessed at.
    """
    bare = text.strip()
    for sign in (currency, currency_sign(currency).strip() if currency else "", "%"):
        bare = bare.removeprefix(sign).removesuffix(sign).strip()
    bare = bare.replace(MINUS, "-")
    point, group = locale().decimalPoint(), locale().groupSeparator()
    grouped = rf"-?\d{{1,3}}(?:[{re.escape(group)}\s]\d{{3}})+(?:{re.escape(point)}\d+)?"
    plain = rf"-?\d*{re.escape(point)}?\d+"
    if re.fullmatch(grouped, bare) or re.fullmatch(plain, bare):
        bare = re.sub(rf"[{re.escape(group)}\s]", "", bare).replace(point, ".")
    elif not re.fullmatch(r"-?\d*\.?\d+", bare):
        raise UserError(tr("Type a number such as {0}.").format(_plain(Decimal("1250.5"))))
    if len(bare) > 15:
        raise UserError(tr("That number is too long."))
    return Decimal(bare)


def _plain(value: Decimal, least: int = 0) -> str:
    places = max(least, -int(value.normalize().as_tuple().exponent))
    return Formatter(locale()).fixed(int(value.scaleb(places)), places)
