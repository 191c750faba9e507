"""Every setting that a user or a seller may change, with its default. The form draws itself.

A setting is one field: its type and default, and as its metadata how it is shown and bounded. What
is stored and lies outside of that, or was stored by a newer program, counts as the default.
"""

from collections.abc import Mapping
from dataclasses import Field, field, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from typing_extensions import override

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.values import dataclass

LONGEST_IDLE = 480
"""Minutes: a window that locks by itself does so within a working day."""

DEFAULT_ROAS_GOOD = 300
DEFAULT_ROAS_FAIR = 200
_TOLD = "setting"

Value = str | int | bool


class SettingGroup(StrEnum):
    """Under which heading a setting stands, in the order of the form."""

    LOOK = "Appearance"
    ASKING = "Before a change is sent"
    MONEY = "What a good result is"
    META = "Connecting Meta"
    LOCK = "Lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one setting is shown and bounded.

    `choices` are the words of a text that has only some. `digits` 2: a whole number of 300 is shown
    and typed as 3.00. `words` say what it does, `also` are other words that it is looked for by.
    `is_shown` False: it is set elsewhere than in the form. `needs` is what a role must permit to
    change it, where it is a seller's.
    """

    title: str
    group: SettingGroup = SettingGroup.LOOK
    words: str = ""
    also: str = ""
    least: int = 0
    most: int = 1_000_000
    digits: int = 0
    unit: str = ""
    choices: tuple[str, ...] = ()
    is_shown: bool = True
    needs: Permission = Permission.EDIT

    def fits(self, value: object) -> bool:
        """Tell whether a value of the right type lies within the bounds."""
        if isinstance(value, str) and self.choices:
            return value in self.choices
        return not isinstance(value, int) or self.least <= value <= self.most


def _of_form(setting: Setting) -> Mapping[str, Setting]:
    """Return the metadata of a setting's field."""
    return {_TOLD: setting}


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerPreferences:
    """Settings of a seller; ROAS in hundredths (300 is 3.00), `budget_rise` in percent."""

    roas_good: int = field(
        default=DEFAULT_ROAS_GOOD,
        metadata=_of_form(
            Setting(
                title="Good ROAS",
                group=SettingGroup.MONEY,
                words="From here on ROAS is green, with three bars.",
                also="tier colour color green",
                digits=2,
                least=1,
                most=100_000,
            )
        ),
    )
    roas_fair: int = field(
        default=DEFAULT_ROAS_FAIR,
        metadata=_of_form(
            Setting(
                title="Fair ROAS",
                group=SettingGroup.MONEY,
                words="From here on ROAS is yellow, below it red.",
                also="tier colour color yellow red",
                digits=2,
                least=1,
                most=100_000,
            )
        ),
    )
    break_even: int = field(
        default=0,
        metadata=_of_form(
            Setting(
                title="Break-even ROAS",
                group=SettingGroup.MONEY,
                words="A dashed line in charts; 0 draws none.",
                also="chart line profit",
                digits=2,
                most=100_000,
            )
        ),
    )
    budget_rise: int = field(
        default=50,
        metadata=_of_form(
            Setting(
                title="Ask again for a budget that rises by more than",
                group=SettingGroup.ASKING,
                words="Its new amount must then be typed once more.",
                also="increase limit confirm",
                most=900,
                unit="%",
            )
        ),
    )

    lock_required: int = field(
        default=0,
        metadata=_of_form(
            Setting(
                title="Lock everyone's window after at most",
                group=SettingGroup.LOCK,
                words="Minutes without a key or a click; 0 requires nothing.",
                also="idle password protect team require minutes",
                most=LONGEST_IDLE,
                needs=Permission.MANAGE_PEOPLE,
            )
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPreferences:
    """Settings of a user within a seller; `default_view` names a saved view, "" none."""

    theme: str = field(
        default="dark",
        metadata=_of_form(
            Setting(title="Theme", also="colours mode", choices=("system", "dark", "light"))
        ),
    )
    density: str = field(
        default="default",
        metadata=_of_form(
            Setting(
                title="Row height",
                words="Comfortable rows show the ad account below the name.",
                also="density lines table",
                choices=("compact", "default", "comfortable"),
            )
        ),
    )
    text_size: int = field(
        default=100,
        metadata=_of_form(
            Setting(
                title="Text size",
                words="Holds from the next start on.",
                also="font zoom larger smaller",
                least=90,
                most=200,
                unit="%",
            )
        ),
    )
    browser_sign_in: bool = field(
        default=False,
        metadata=_of_form(
            Setting(
                title="Sign in to Meta with the browser",
                group=SettingGroup.META,
                words="Beside pasting a token: with a Meta app of your own (META_APP_ID).",
                also="facebook login oauth token connect",
            )
        ),
    )
    full_numbers: bool = field(
        default=False,
        metadata=_of_form(
            Setting(
                title="Full numbers in tables",
                words="12,345 instead of 12.3K.",
                also="compact short thousands",
            )
        ),
    )
    ask_above_rows: int = field(
        default=20,
        metadata=_of_form(
            Setting(
                title="Ask before changing more rows than",
                group=SettingGroup.ASKING,
                also="limit confirm pause activate",
                most=10_000,
            )
        ),
    )
    ask_above_spend: int = field(
        default=1_000,
        metadata=_of_form(
            Setting(
                title="Ask before changing more spend a day than",
                group=SettingGroup.ASKING,
                words="In each account's own currency.",
                also="limit confirm pause activate money budget",
            )
        ),
    )
    lock_after: int = field(
        default=0,
        metadata=_of_form(
            Setting(
                title="Lock the window after",
                group=SettingGroup.LOCK,
                words="Minutes without a key or a click; 0 never locks. It takes a password.",
                also="idle password protect minutes screen",
                most=LONGEST_IDLE,
            )
        ),
    )
    default_view: str = field(
        default="", metadata=_of_form(Setting(title="View at start", is_shown=False))
    )


NO_CHOICE = "It is none of the choices."
AT_LEAST = "At least {bound}."
AT_MOST = "At most {bound}."
BELOW_FAIR = "Not below a fair ROAS, {bound}."
ABOVE_GOOD = "Not above a good ROAS, {bound}."
PROBLEMS = (NO_CHOICE, AT_LEAST, AT_MOST, BELOW_FAIR, ABOVE_GOOD)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a setting cannot be that: a sentence with the `bound` that it misses."""

    words: str
    bound: str = ""

    @override
    def __str__(self) -> str:
        return self.words.format(bound=self.bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings that hold for one user in one seller."""

    seller: SellerPreferences = field(default_factory=SellerPreferences)
    user: UserPreferences = field(default_factory=UserPreferences)

    def value(self, key: str) -> Value:
        """Return a setting by its key."""
        value: Value = getattr(self.seller if key in OF_SELLER else self.user, key)
        return value

    def tried(self, changes: Mapping[str, Value]) -> "Settings":
        """Return the settings with these changes, whether or not they can be."""
        of_seller: dict[str, Any] = {k: v for k, v in changes.items() if k in OF_SELLER}
        of_user: dict[str, Any] = {k: v for k, v in changes.items() if k not in OF_SELLER}
        return Settings(
            seller=replace(self.seller, **of_seller), user=replace(self.user, **of_user)
        )

    def changed(self, changes: Mapping[str, Value]) -> "Settings":
        """Return the settings with these changes; raises UserError for one that cannot be."""
        made = self.tried(changes)
        for key in changes:
            problem = made.problem(key)
            if problem is not None:
                raise UserError(f"{SETTINGS[key].title}: {problem}")
        return made

    def problem(self, key: str) -> Problem | None:
        """Return why a setting cannot be what it is, None where it can."""
        setting, value = SETTINGS[key], self.value(key)
        if type(value) is not type(DEFAULTS[key]) or (setting.choices and not setting.fits(value)):
            return Problem(NO_CHOICE)
        if not setting.fits(value):
            below = int(value) < setting.least
            bound = setting.least if below else setting.most
            return Problem(AT_LEAST if below else AT_MOST, shown(setting, bound))
        if self.seller.roas_fair > self.seller.roas_good:
            if key == "roas_good":
                return Problem(BELOW_FAIR, shown(setting, self.seller.roas_fair))
            if key == "roas_fair":
                return Problem(ABOVE_GOOD, shown(setting, self.seller.roas_good))
        return None


def shown(setting: Setting, value: int) -> str:
    """Return a whole number as it is shown and typed: "3.00", "50%", "1,000"."""
    if setting.digits:
        whole, rest = divmod(value, 10**setting.digits)
        return f"{whole:,}.{rest:0{setting.digits}d}{setting.unit}"
    return f"{value:,}{setting.unit}"


def _fields() -> tuple["Field[Any]", ...]:
    return (*fields(UserPreferences), *fields(SellerPreferences))


SETTINGS: Mapping[str, Setting] = {one.name: one.metadata[_TOLD] for one in _fields()}
"""The catalog, by the name of the field, in the order of the form."""

OF_SELLER = frozenset(one.name for one in fields(SellerPreferences))
"""Settings that all users of a seller share."""

_AS_MADE = Settings()
DEFAULTS: Mapping[str, Value] = {key: _AS_MADE.value(key) for key in SETTINGS}

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
