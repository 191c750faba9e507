"""What the two pages say: the same page over a sellpage and over a strategy. No Qt."""

from collections.abc import Callable, Mapping

from pixecom_desktop.domain.homes import HomeKind
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.translate import plural, to_translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Texts of one kind, to be translated where they are shown."""

    icon: str
    several: str
    about: str
    """The heading of URL or description."""
    example: str
    hint: str
    """What is said under the field of URL or description."""
    counted: Callable[[int], str]
    new: str
    edit: str
    made: str = to_translate("{name} is kept")
    archived: str = to_translate("{name} is archived")
    back: str = to_translate("{name} is back")
    asked: str = to_translate("Archive {name}?")
    keeps: str
    """What becomes of one that is archived."""
    search: str
    unread: str
    none_title: str
    none_text: str
    none_archived: str
    link_title: Callable[[int], str]
    """The title of the dialog that links so many campaigns."""
    unlinked: Callable[[int], str]

    def linked(self, n: int, name: str) -> str:
        """Return that so many campaigns are linked with one."""
        return plural(
            n,
            "{n} campaign is linked with {name}",
            "{n} campaigns are linked with {name}",
            name=name,
        )


WORDS: Mapping[HomeKind, Words] = {
    HomeKind.SELLPAGE: Words(
        icon="panel-top",
        several=to_translate("Sellpages"),
        about=to_translate("Address"),
        example=to_translate("https://shop.example/products/hat"),
        hint=to_translate(
            "Kept without what follows a question mark. Ads that lead to this page are linked with "
            "it as they are read."
        ),
        counted=lambda n: plural(n, "{n} sellpage", "{n} sellpages"),
        new=to_translate("New sellpage"),
        edit=to_translate("Edit sellpage"),
        keeps=to_translate(
            "It is offered no more where a sellpage is chosen. Its campaigns stay linked, and ads "
            "that lead to it count for it as before. It can be brought back."
        ),
        search=to_translate("Search name or address"),
        unread=to_translate("The sellpages could not be read."),
        none_title=to_translate("No sellpages yet"),
        none_text=to_translate(
            "A sellpage is the page of a shop that ads lead to. They are made by themselves from "
            "the links of your ads as these are read from Meta; others can be added here."
        ),
        none_archived=to_translate("No sellpage is archived"),
        link_title=lambda n: plural(
            n, "Link {n} campaign with a sellpage", "Link {n} campaigns with a sellpage"
        ),
        unlinked=lambda n: plural(
            n, "{n} campaign has no sellpage now", "{n} campaigns have no sellpage now"
        ),
    ),
    HomeKind.STRATEGY: Words(
        icon="target",
        several=to_translate("Strategies"),
        about=to_translate("Description"),
        example="",
        hint=to_translate("For those who choose it: what it is for, when it ends."),
        counted=lambda n: plural(n, "{n} strategy", "{n} strategies"),
        new=to_translate("New strategy"),
        edit=to_translate("Edit strategy"),
        keeps=to_translate(
            "It is offered no more where a strategy is chosen. Its campaigns stay linked. It can "
            "be brought back."
        ),
        search=to_translate("Search name or description"),
        unread=to_translate("The strategies could not be read."),
        none_title=to_translate("No strategies yet"),
        none_text=to_translate(
            "A strategy is a name for a way of running campaigns, such as Test or Scale. Campaigns "
            "that are linked with one are added up here, whatever account they are in."
        ),
        none_archived=to_translate("No strategy is archived"),
        link_title=lambda n: plural(
            n, "Link {n} campaign with a strategy", "Link {n} campaigns with a strategy"
        ),
        unlinked=lambda n: plural(
            n, "{n} campaign has no strategy now", "{n} campaigns have no strategy now"
        ),
    ),
}
