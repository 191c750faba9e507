"""The search, and a chip for each filter of the catalog, with the choices that open under it.

Every change is told at once as a whole FilterSet; the owner shows it back. Dates have their own
button in the header. What a filter offers is asked for when its chip opens, and where a chip must
name a value that nobody has named yet.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FILTERS, Filter, FilterKind, FilterSet, Option
from pixecom_desktop.domain.links import SCHEME
from pixecom_desktop.domain.rules import Rule
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.filter_chip import HEIGHT, FilterChip
from pixecom_desktop.ui.widgets.flow import Wish
from pixecom_desktop.ui.widgets.flow_bar import FlowBar
from pixecom_desktop.ui.widgets.recents import Recents
from pixecom_desktop.ui.widgets.rule_chips import RuleChips
from pixecom_desktop.ui.widgets.rule_words import RuleWords
from pixecom_desktop.ui.widgets.search_field import SearchField
from pixecom_desktop.ui.widgets.text import label, set_property

if TYPE_CHECKING:
    from pixecom_desktop.ui.widgets.choice_popover import ChoicePopover

FIELD, NARROW = 212, 120
NOT_ARCHIVED = frozenset({EntityStatus.ACTIVE, EntityStatus.PAUSED})

Picked = tuple[str, ...]
CHOICES: tuple[Filter, ...] = tuple(
    known for known in FILTERS if known.kind in (FilterKind.CHOICES, FilterKind.ENUM)
)
_NOTHING = {
    "sellpages": to_translate("No sellpages are known yet."),
    "accounts": to_translate("No ad accounts are known yet."),
    "campaigns": to_translate("No campaigns are known yet."),
}


class FilterBar(FlowBar):
    """Shows a FilterSet. `titles` name the members of enums.

    `spans` True: rows of several sellers are shown, so that they can be told apart here.
    """

    changed = Signal(object)
    """FilterSet: what is filtered by now."""
    typing = Signal(object)
    """FilterSet: what it will be once the search that is being typed has rested."""
    asked = Signal(str)
    """The key of a filter whose options are wanted; `offer` brings them, or `fail` the reason."""
    linked = Signal(str)
    """A link of the program was put into the search: the person wants to go there."""
    left = Signal()
    """The person has left the search for what it found."""

    def __init__(
        self,
        titles: Mapping[str, str],
        recents: Recents | None = None,
        parent: QWidget | None = None,
        *,
        spans: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName(tr("Filters"))
        self.shown = FilterSet()
        self._spans = spans
        self._titles = {key: tr(title) for key, title in titles.items()}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._recents = recents or Recents()
        self._unnamed: set[str] = set()
        self._open = ""
        self._popover: ChoicePopover | None = None
        self.search = SearchField(tr("Search name or ID"), "/")
        self.chips = {known.key: FilterChip(tr(known.title)) for known in CHOICES}
        self.rules = RuleChips(self, self._recents)
        self.rules.know(RuleWords(titles=titles))
        self.count = label("", "text2", "small")
        self.clear = Button(tr("Clear all"), kind=LINK)
        self._lay_out()
        self._connect()
        self.show_filters(self.shown)

    # What the owner shows.

    def show_filters(self, filters: FilterSet) -> None:
        """Show these; ask for the names of values that nobody has named."""
        self.shown = filters
        self.search.show_text(filters.search)
        self._say("")
        for known in CHOICES:
            self._write(known)
        self.rules.show_rules(filters.rules)
        active = filters.active_count
        words = plural(active, "{n} filter active", "{n} filters active")
        self.count.setText(words)
        self.count.setVisible(bool(active))
        self.clear.setVisible(filters != FilterSet())
        if self._popover is not None and self._open:
            self._popover.tick(frozenset(self._picked(self._open)))

    def offer(self, key: str, options: tuple[Option, ...]) -> None:
        """Show what a filter offers, where its choices are open, and name its values."""
        named = tuple(_titled(one, self._titles) for one in options)
        self._options[key] = named
        known = next(one for one in CHOICES if one.key == key)
        self._unnamed.discard(key)
        self._write(known)
        if self._popover is not None and key == self._open:
            picked = self._picked(key)
            nothing = tr(_NOTHING.get(key, to_translate("Nothing is known yet.")))
            self._popover.offer(self._ordered(known), frozenset(picked), nothing)

    def fail(self, key: str, sentence: str) -> None:
        """Say why a filter's options could not be read."""
        self._unnamed.discard(key)
        if self._popover is not None and key == self._open:
            self._popover.fail(sentence)

    def focus_search(self) -> None:
        """Put the keyboard into the search, all of its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @property
    def popover(self) -> "ChoicePopover | None":
        """Return the choices that are open, None where none are."""
        return self._popover if self._open else None

    @property
    def opened(self) -> str:
        """Return the key of the filter whose choices are open, "" where none are."""
        return self._open

    # What the person does.

    def open_choices(self, key: str) -> None:
        """Open the choices of a filter, or shut them where they are open."""
        popover = self._made()
        if self._open == key:
            popover.shut()
            return
        known = next(one for one in CHOICES if one.key == key)
        # Opening shuts what was open before, and that forgets its key.
        popover.shut()
        popover.open_at(self.chips[key], tr(known.title), has_find=known.kind is FilterKind.CHOICES)
        self._open = key
        self.chips[key].mark_open(is_open=True)
        if key in self._options:
            self.offer(key, self._options[key])
        self.asked.emit(key)

    def clear_all(self) -> None:
        """Go back to the defaults, the dates included."""
        self._tell(self.shown.cleared())

    def _pick(self, picked: frozenset[str]) -> None:
        key, before = self._open, self._picked(self._open)
        new = [one.value for one in self._options.get(key, ()) if one.value in picked - set(before)]
        self._recents.use(key, new)
        self._set(key, tuple(one for one in before if one in picked) + tuple(new))

    def _set(self, key: str, values: Picked) -> None:
        known = next(one for one in CHOICES if one.key == key)
        self._tell(self.shown.changed(key, tuple(known.parse(one) for one in values)))

    def _typed(self, text: str) -> None:
        if _is_link(text):
            return
        try:
            self.typing.emit(self.shown.changed("search", text))
        except UserError:
            # What cannot be searched for narrows nothing: the rows are those of the filters again.
            self.typing.emit(self.shown)

    def _searched(self, text: str) -> None:
        if _is_link(text):
            self.search.clear()
            self.search.show_text(self.shown.search)
            self.linked.emit(text)
            return
        try:
            filters = self.shown.changed("search", text)
        except UserError as error:
            self._say(str(error))
            return
        self._tell(filters)

    def _ruled(self, rules: tuple[Rule, ...]) -> None:
        try:
            self._tell(self.shown.changed("rules", rules))
        except UserError as error:
            self._say(str(error))

    def _tell(self, filters: FilterSet) -> None:
        if filters != self.shown:
            self.show_filters(filters)
            self.changed.emit(filters)
        else:
            self._say("")

    def _say(self, problem: str) -> None:
        self.search.say(problem)
        set_property(self.count, "tone", "bad" if problem else "text2")
        if problem:
            self.count.setText(problem)
            self.count.show()

    def _shut(self) -> None:
        if self._open:
            self.chips[self._open].mark_open(is_open=False)
        self._open = ""

    # Words.

    def _picked(self, key: str) -> Picked:
        return tuple(getattr(self.shown, key)) if key else ()

    def _ordered(self, known: Filter) -> tuple[Option, ...]:
        """Return what is ticked, what was picked lately, then the rest as it came."""
        options = self._options.get(known.key, ())
        if known.kind is FilterKind.ENUM:
            return options
        by_value = {one.value: one for one in options}
        picked = self._picked(known.key)
        first = dict.fromkeys([*picked, *self._recents.of(known.key)])
        lost = tr("Not found here")
        leading = [
            by_value.get(one) or Option(value=one, title=one, note=lost)
            for one in first
            if one in by_value or one in picked
        ]
        return (*leading, *(one for one in options if one.value not in first))

    def _write(self, known: Filter) -> None:
        values = self._picked(known.key)
        names = {one.value: one.title for one in self._options.get(known.key, ())}
        words = [names.get(one) or self._titles.get(one, one) for one in values]
        chip = self.chips[known.key]
        chip.show_value(self._short(known.key, words), ", ".join(words))
        # A link may name sellers where one alone is shown: what narrows can be seen and cleared.
        chip.setHidden(known.across and not (self._spans or values))
        is_unnamed = known.kind is FilterKind.CHOICES and values and known.key not in self._options
        if is_unnamed and known.key not in self._unnamed:
            self._unnamed.add(known.key)
            self.asked.emit(known.key)

    def _short(self, key: str, words: list[str]) -> str:
        if key == "statuses" and frozenset(self.shown.statuses) == NOT_ARCHIVED:
            return tr("Not archived")
        if len(words) <= 1:
            return words[0] if words else ""
        options = len(self._options.get(key, ()))
        if options:
            return tr("{count} of {total}", count=len(words), total=options)
        return plural(len(words), "{n} selected", "{n} selected")

    # Making.

    def _made(self) -> "ChoicePopover":
        from pixecom_desktop.ui.widgets.choice_popover import ChoicePopover

        if self._popover is None:
            self._popover = ChoicePopover(self.window())
            self._popover.picked.connect(self._pick)
            self._popover.closed.connect(self._shut)
            self._popover.again.connect(lambda: self.asked.emit(self._open))
        return self._popover

    def _lay_out(self) -> None:
        self.search.setFixedHeight(HEIGHT)
        for part in (self.search, *self.chips.values(), self.count, self.clear):
            part.setParent(self)
        before: QWidget = self.search
        for part in (*self.chips.values(), self.rules.adder, self.clear):
            QWidget.setTabOrder(before, part)
            before = part

    @override
    def parts(self) -> list[QWidget]:
        return [self.search, *self.chips.values(), *self.rules.widgets(), self.count, self.clear]

    @override
    def wish(self, part: QWidget) -> Wish:
        return Wish(NARROW, FIELD) if part is self.search else super().wish(part)

    def _connect(self) -> None:
        self.search.typed.connect(self._typed)
        self.search.searched.connect(self._searched)
        self.search.left.connect(self.left)
        self.clear.clicked.connect(self.clear_all)
        self.rules.changed.connect(self._ruled)
        self.rules.moved.connect(self.place)
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _checked=False, opened=key: self.open_choices(opened))
            chip.cleared.connect(lambda taken=key: self._set(taken, ()))


def _is_link(text: str) -> bool:
    return text.lstrip().startswith(f"{SCHEME}://")


def _titled(option: Option, titles: Mapping[str, str]) -> Option:
    if option.title != option.value:
        return option
    return Option(
        value=option.value,
        title=titles.get(option.value, option.title),
        note=option.note,
        count=option.count,
    )
