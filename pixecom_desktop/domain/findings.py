"""What a trial of a token and an ad account found out, step by step."""

from enum import StrEnum

from pixecom_desktop.domain.ads import Account, Connection
from pixecom_desktop.domain.tokens import TokenFacts
from pixecom_desktop.domain.values import dataclass


class Verdict(StrEnum):
    """How a step went; UNKNOWN: it could not be tried, or Meta does not tell."""

    WORKS = "works"
    WARNING = "warning"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFound:
    """What a token that is not kept yet turned out to be, and which ad accounts it sees.

    `linked` are those of the accounts that the seller has linked already, by Meta's id.
    """

    facts: TokenFacts
    accounts: tuple[Account, ...]
    linked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What became of each account: those that are linked, and why the others are not."""

    connections: tuple[Connection, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One step: what it is about, how it went, and a sentence with what to do about it."""

    key: str
    title: str
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was found out about one account, in the order in which it was tried.

    `seller_id`: whose it is, 0 where that does not matter.
    """

    account: str
    lines: tuple[Finding, ...]
    facts: TokenFacts | None = None
    seller_id: int = 0

    @property
    def can_read(self) -> bool:
        """Tell whether a sync would work."""
        return all(self._works(key) for key in ("token", "account", "structure", "statistics"))

    @property
    def can_write(self) -> bool:
        """Tell whether changes would work."""
        return self.can_read and self._works("change")

    @property
    def is_token_good(self) -> bool:
        """Tell whether Meta took the token."""
        return self._works("token")

    def _works(self, key: str) -> bool:
        good = (Verdict.WORKS, Verdict.WARNING)
        return any(one.key == key and one.verdict in good for one in self.lines)
