"""Puts a theme on the application: font, palette and style sheet, at once.

Painting code asks `tokens_of()` for the colours in use and asks again on `StyleChange`.
"""

from string import Template

from PySide6.QtCore import QByteArray, QLocale
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from pixecom_desktop.resources import resource
from pixecom_desktop.ui.theme import parts
from pixecom_desktop.ui.theme.style import SHEET
from pixecom_desktop.ui.theme.tokens import THEMES, Theme, Tokens

FAMILIES = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    ".AppleSystemUIFont",
    "Noto Sans",
    "DejaVu Sans",
)
MONO_FAMILIES = ("JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono")
BODY = 13
"""Pixels of body text and cells (DESIGN.md 2.2)."""

_FONTS = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "JetBrainsMono-Regular.ttf",
)
STYLE = "Fusion"

_THEME = "pixecomTheme"
_STYLE = "pixecomStyle"
_FONTS_LOADED = "pixecomFonts"


def apply(app: QApplication, theme: Theme | str = Theme.DARK) -> None:
    """Make the whole program look like the theme; call it again to change."""
    chosen = Theme(theme)
    _load_fonts(app)
    app.setProperty(_THEME, chosen.value)
    if app.property(_STYLE) != STYLE:
        app.setStyle(STYLE)
        app.setProperty(_STYLE, STYLE)
    app.setFont(font())
    app.setPalette(_palette(THEMES[chosen]))
    tokens = THEMES[chosen]
    app.setStyleSheet(Template(SHEET).substitute(tokens.words()) + parts.sheet(tokens))


def words_of_style() -> list[str]:
    """Return the words by which an application is made in the style; `styled` notes that it is.

    Given it later, PySide hands the style out as an object, and makes its class of a thousand names
    for that: 5 ms of a start.
    """
    return ["-style", STYLE]


def styled(app: QApplication) -> None:
    """Note that an application was made in the style."""
    app.setProperty(_STYLE, STYLE)


def theme_of() -> Theme:
    """Return the theme in use; the dark one before any was put on."""
    app = QApplication.instance()
    name = app.property(_THEME) if app is not None else None
    return Theme(name or Theme.DARK)


def tokens_of() -> Tokens:
    """Return the colours in use."""
    return THEMES[theme_of()]


def font(pixels: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the program's font in a size, with digits of one width."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


def mono(pixels: int = 12) -> QFont:
    """Return the font of tokens, ids and error codes."""
    made = QFont()
    made.setFamilies(list(MONO_FAMILIES))
    made.setPixelSize(pixels)
    return made


def locale() -> QLocale:
    """Return the user's locale; plain English where the computer names none ("C")."""
    own = QLocale()
    if own.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return own


def _load_fonts(app: QApplication) -> None:
    if app.property(_FONTS_LOADED):
        return
    for name in _FONTS:
        data = QByteArray(resource(f"fonts/{name}").read_bytes())
        QFontDatabase.addApplicationFontFromData(data)
    app.setProperty(_FONTS_LOADED, True)


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in {
        role.Window: tokens.panel,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.pop,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.fill,
        role.HighlightedText: tokens.on_fill,
        role.Link: tokens.accent,
        role.Mid: tokens.line2,
        role.Accent: tokens.fill,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.ctl))
    return palette
