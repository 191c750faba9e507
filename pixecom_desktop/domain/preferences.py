"""Every setting that a user or a seller may change, with its default. The form draws itself.

A setting is a field and its line in SETTINGS: title, meaning, bounds or choices. What is stored and
lies outside of those, or was stored by a newer program, counts as the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

DEFAULT_ROAS_GOOD = 300
DEFAULT_ROAS_FAIR = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerPreferences:
    """Settings of a seller; ROAS in hundredths (300 is 3.00), `budget_rise` in percent."""

    roas_good: int = DEFAULT_ROAS_GOOD
    roas_fair: int = DEFAULT_ROAS_FAIR
    break_even: int = 0
    budget_rise: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPreferences:
    """Settings of a user within a seller; `default_view` names a saved view, "" none."""

    theme: str = "dark"
    density: str = "default"
    text_size: int = 100
    full_numbers: bool = False
    ask_above_rows: int = 20
    ask_above_spend: int = 1_000
    default_view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one setting is shown and bounded.

    `choices` are the words of a text that has only some. `digits` 2: a whole number of 300 is shown
    and typed as 3.00. `is_shown` False: it is set elsewhere than in the form.
    """

    title: str
    words: str = ""
    least: int = 0
    most: int = 1_000_000
    digits: int = 0
    unit: str = ""
    choices: tuple[str, ...] = ()
    is_shown: bool = True

    def fits(self, value: object) -> bool:
        """Tell whether a value of the right type lies within the bounds."""
        if isinstance(value, str) and self.choices:
            return value in self.choices
        return not isinstance(value, int) or self.least <= value <= self.most


SETTINGS: Mapping[str, Setting] = {
    "roas_good": Setting(title="Good ROAS", words="From here on ROAS is green.", digits=2),
    "roas_fair": Setting(
        title="Fair ROAS", words="From here on ROAS is yellow, below it red.", digits=2
    ),
    "break_even": Setting(
        title="Break-even ROAS", words="A line in charts; 0 draws none.", digits=2
    ),
    "budget_rise": Setting(
        title="Ask again for a budget that rises by more than",
        words="Its new amount must then be typed once more.",
        most=900,
        unit="%",
    ),
    "theme": Setting(title="Theme", choices=("system", "dark", "light")),
    "density": Setting(title="Row height", choices=("compact", "default", "comfortable")),
    "text_size": Setting(title="Text size", least=90, most=200, unit="%"),
    "full_numbers": Setting(title="Full numbers in tables", words="12,345 instead of 12.3K."),
    "ask_above_rows": Setting(title="Ask before changing more rows than", most=10_000),
    "ask_above_spend": Setting(
        title="Ask before changing more spend a day than", words="In each account's own currency."
    ),
    "default_view": Setting(title="View at start", is_shown=False),
}
"""The catalog, by the name of the field, in the order of the form."""

AnyPreferences = TypeVar("AnyPreferences", SellerPreferences, UserPreferences)


def read(kind: type[AnyPreferences], stored: Mapping[str, object]) -> AnyPreferences:
    """Return the settings out of what is stored; what does not fit counts as its default."""
    fitting = {
        one.name: stored[one.name]
        for one in fields(kind)
        if type(stored.get(one.name)) is type(one.default)
        and SETTINGS[one.name].fits(stored[one.name])
    }
    return kind(**fitting)  # type: ignore[arg-type]
