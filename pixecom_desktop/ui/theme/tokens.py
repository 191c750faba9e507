"""Every colour of the program, in a dark and a light set: the only place where one is written.

Contrast of each text colour on each ground is at least 4.5, of controls 3.0 (DESIGN.md 2.1).
`text3` is not for `press`: menu rows turn it to `text2` under the pointer.
"""

from dataclasses import asdict
from enum import StrEnum

from pixecom_desktop.domain.values import dataclass


class Theme(StrEnum):
    """Which set of tokens is on."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One set of colours, as `#RRGGBB` or, where they are sheer, `#AARRGGBB`."""

    win: str
    panel: str
    raised: str
    hover: str
    pop: str
    press: str
    line: str
    line2: str
    ctl: str
    text: str
    text2: str
    text3: str
    accent: str
    fill: str
    fill_hover: str
    on_fill: str
    sel: str
    sel_hover: str
    good: str
    warn: str
    bad: str
    off: str
    good_tint: str
    warn_tint: str
    bad_tint: str
    acc_tint: str
    danger_fill: str
    danger_hover: str
    s1: str
    s2: str
    s3: str
    s1_dim: str
    scrim: str
    shadow: str

    def words(self) -> dict[str, str]:
        """Return the colours by name, to fill a style sheet's template."""
        return asdict(self)


DARK = Tokens(
    win="#0D0F12",
    panel="#13161A",
    raised="#191D22",
    hover="#1E232A",
    pop="#20252C",
    press="#2A303A",
    line="#232830",
    line2="#363D49",
    ctl="#667080",
    text="#E9ECF0",
    text2="#AEB6C2",
    text3="#8D96A4",
    accent="#82AAFF",
    fill="#2E66E5",
    fill_hover="#2659CC",
    on_fill="#FFFFFF",
    sel="#162038",
    sel_hover="#1B2846",
    good="#4CCB8F",
    warn="#E8B64C",
    bad="#FF837B",
    off="#8D96A4",
    good_tint="#12281F",
    warn_tint="#2A2312",
    bad_tint="#2F1B1C",
    acc_tint="#17233D",
    danger_fill="#C93A36",
    danger_hover="#B5312D",
    s1="#4F78D2",
    s2="#CFA2F5",
    s3="#D5DAE1",
    s1_dim="#2B3A5E",
    scrim="#94040507",
    shadow="#8C000000",
)

LIGHT = Tokens(
    win="#F1F3F6",
    panel="#FFFFFF",
    raised="#F6F7F9",
    hover="#F0F3F7",
    pop="#FFFFFF",
    press="#E2E7EE",
    line="#E4E8ED",
    line2="#CBD2DB",
    ctl="#7A8493",
    text="#14181F",
    text2="#465061",
    text3="#5B6575",
    accent="#1D55D6",
    fill="#1D55D6",
    fill_hover="#1747B8",
    on_fill="#FFFFFF",
    sel="#E6EEFF",
    sel_hover="#DAE6FF",
    good="#0A7040",
    warn="#815300",
    bad="#BE2722",
    off="#5B6575",
    good_tint="#E2F5EB",
    warn_tint="#FDF1D7",
    bad_tint="#FDE9E8",
    acc_tint="#E6EEFF",
    danger_fill="#BE2722",
    danger_hover="#A81F1B",
    s1="#4A78DE",
    s2="#8A3FC4",
    s3="#14181F",
    s1_dim="#C9D8F7",
    scrim="#5C14181F",
    shadow="#2E141E32",
)

THEMES: dict[Theme, Tokens] = {Theme.DARK: DARK, Theme.LIGHT: LIGHT}
