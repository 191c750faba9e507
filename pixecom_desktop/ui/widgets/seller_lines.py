"""One line of the sellers one may choose: what is known of a seller by now, in words. No Qt."""

from collections.abc import Sequence

from pixecom_desktop.domain.sellers import SellerGlance, SellerWarning
from pixecom_desktop.domain.session import Membership
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.initials import SELLERS, Look, look_of

NAMED = 5
"""So many accounts are named of which nothing is known."""

_BY_KEY = 9
"""So many sellers have a key of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerLine:
    """One seller: what is known of it by now, and its key."""

    membership: Membership
    look: Look = SELLERS[0]
    is_chosen: bool = False
    key: str = ""
    glance: SellerGlance | None = None

    @property
    def note(self) -> str:
        """Return how many accounts it has, "" while that is not read."""
        if self.glance is None:
            return ""
        return plural(self.glance.accounts, "{n} account", "{n} accounts")

    @property
    def warning(self) -> str:
        """Return what calls for a person, "" for nothing."""
        match self.glance and self.glance.warning:
            case SellerWarning.RECONNECT:
                return tr("Not syncing")
            case SellerWarning.EXPIRES if self.glance is not None:
                return tr("Token {days} d", days=self.glance.days)
        return ""

    def takings(self, formatter: Formatter) -> str:
        """Return what was spent yesterday in short, or why no one figure says it."""
        glance = self.glance
        if glance is None or (not glance.accounts and not glance.takings):
            return ""
        if glance.missing and not glance.read:
            return tr("Not downloaded")
        spent = tr("Several currencies") if glance.takings else ""
        if len(glance.takings) == 1:
            (one,) = glance.takings
            spent = str(formatter.compact_money(one.spend, one.currency))
        if not glance.missing:
            return spent
        part = tr("{read} of {total} accounts", read=glance.read, total=glance.accounts)
        return f"{spent} · {part}" if len(glance.takings) == 1 else part

    def every_taking(self, formatter: Formatter) -> str:
        """Return a line a currency: spend and ROAS of yesterday."""
        glance = self.glance
        if glance is None:
            return ""
        lines = [
            tr(
                "{spend} spent, ROAS {roas}",
                spend=formatter.money(one.spend, one.currency),
                roas=formatter.fixed(one.roas, 2) if one.spend else "\N{EM DASH}",
            )
            for one in glance.takings
        ]
        if lines:
            part = {"read": glance.read, "total": glance.accounts}
            head = tr("Yesterday, {read} of {total} accounts:", **part)
            lines.insert(0, head if glance.missing else tr("Yesterday:"))
        if glance.missing:
            lines.append(_missing(glance))
        if glance.warning is SellerWarning.RECONNECT:
            lines.append(tr("A token has ended: connect it again."))
        elif glance.warning is SellerWarning.EXPIRES:
            lines.append(
                plural(glance.days, "A token ends in {n} day.", "A token ends in {n} days.")
            )
        return "\n".join((self.membership.seller.name, *lines))


def _missing(glance: SellerGlance) -> str:
    """Return which accounts lack yesterday, the first few by name."""
    if not glance.read:
        return tr("Yesterday is not downloaded yet.")
    names, more = ", ".join(glance.missing[:NAMED]), len(glance.missing) - NAMED
    if more > 0:
        names = tr("{accounts} and {count} more", accounts=names, count=more)
    return tr("Not downloaded yet: {accounts}", accounts=names)


def lines_of(
    known: Sequence[Membership], chosen: int, *, has_keys: bool = True
) -> tuple[SellerLine, ...]:
    """Return the lines of these sellers, the first nine with their keys."""
    return tuple(
        SellerLine(
            membership=one,
            look=look_of(one.seller.id, known),
            is_chosen=one.seller.id == chosen,
            key=tr("Ctrl {n}", n=place) if has_keys and place <= _BY_KEY else "",
        )
        for place, one in enumerate(known, 1)
    )
