"""What a list of things to pick from is given. No Qt."""

from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One line. `aside` stands quietly at the right, `note` under the title."""

    value: str
    title: str
    note: str = ""
    aside: str = ""
    ticked: bool = False
    has_more: bool = False
    """There is a menu for it: by the dots at its end, the right button, or the menu key."""
