"""Every setting that a user or a seller may change, with its default. The form draws itself."""

from dataclasses import dataclass

DEFAULT_ROAS_GOOD = 300
DEFAULT_ROAS_FAIR = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerPreferences:
    """Settings of a seller; ROAS tiers in hundredths (300 is 3.00)."""

    roas_good: int = DEFAULT_ROAS_GOOD
    roas_fair: int = DEFAULT_ROAS_FAIR
