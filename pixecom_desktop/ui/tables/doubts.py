"""How well the figures of each ad account are known: a mark for its cells, and why in words.

Days that are missing or were read in part are left out of a figure: a corner marks it. Days that
Meta may still restate make it provisional: late purchases are counted for four weeks, so dots
stand under what they change.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from enum import IntEnum

from pixecom_desktop.domain.enums import CoverageState
from pixecom_desktop.domain.query import AccountPlace, AdsTable
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import tr


class Doubt(IntEnum):
    """What is not certain about a figure; the higher one tells more."""

    NONE = 0
    PROVISIONAL = 1
    GAPS = 2

    @property
    def word(self) -> str:
        """Return what a screen reader adds, "" for nothing."""
        return {Doubt.PROVISIONAL: tr("provisional"), Doubt.GAPS: tr("partial")}.get(self, "")


class Doubts:
    """The doubts of one table's accounts, told apart as the table does (`AdsTable.apart`)."""

    def __init__(self, table: AdsTable) -> None:
        self._gaps = defaultdict[AccountPlace, set[date]](set)
        self._young: set[AccountPlace] = set()
        for one in table.coverage:
            if one.state in (CoverageState.MISSING, CoverageState.PARTIAL):
                self._gaps[table.apart(one.place)].add(one.day)
            elif one.state is CoverageState.PROVISIONAL:
                self._young.add(table.apart(one.place))
        self._table = table
        self._accounts = defaultdict[str, set[AccountPlace]](set)
        self._known: dict[AccountPlace, Doubt] = {}

    def of(self, account: AccountPlace) -> Doubt:
        """Return the doubt about an account's figures."""
        found = self._known.get(account)
        if found is None:
            found = self._known[account] = self._worst((account,))
        return found

    def reason(self, account: AccountPlace) -> str:
        """Return why, in a sentence or two; "" where there is no doubt."""
        return self._why((account,))

    def of_currency(self, currency: str) -> Doubt:
        """Return the doubt about the sums of a currency's rows."""
        return self._worst(self._accounts_of(currency))

    def reason_of_currency(self, currency: str) -> str:
        """Return why the sums of a currency are in doubt."""
        return self._why(self._accounts_of(currency))

    def _accounts_of(self, currency: str) -> Collection[AccountPlace]:
        if not self._accounts and (self._gaps or self._young):
            for account, own in self._table.currencies().items():
                self._accounts[own].add(account)
        return self._accounts[currency]

    def _worst(self, accounts: Collection[AccountPlace]) -> Doubt:
        if any(one in self._gaps for one in accounts):
            return Doubt.GAPS
        return Doubt.PROVISIONAL if self._young.intersection(accounts) else Doubt.NONE

    def _why(self, accounts: Collection[AccountPlace]) -> str:
        days = {day for one in accounts for day in self._gaps.get(one, ())}
        lines = []
        if days:
            spans = when.spans(tuple(sorted(days)))
            lines.append(tr("Partial: {days} not downloaded yet, left out here", days=spans))
        if self._young.intersection(accounts):
            lines.append(tr("Provisional: Meta counts late purchases for four weeks"))
        return "\n".join(lines)


def accounts_not_here(table: AdsTable) -> frozenset[AccountPlace]:
    """Return the accounts of which no day of the range has been downloaded yet."""
    missing = {one.place for one in table.coverage if one.state is CoverageState.MISSING}
    if not missing:
        return frozenset()
    known = (one.place for one in table.coverage if one.state is not CoverageState.MISSING)
    return frozenset(map(table.apart, missing.difference(known)))


def currencies_not_here(table: AdsTable) -> frozenset[str]:
    """Return the currencies of which no account has been downloaded yet."""
    unknown = accounts_not_here(table)
    if not unknown:
        return frozenset()
    currencies = table.currencies()
    known = {currency for account, currency in currencies.items() if account not in unknown}
    return frozenset(currencies.values()) - known
