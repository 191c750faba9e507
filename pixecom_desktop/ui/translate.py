"""Every text of the window goes through here to Qt's translation; English is the source.

`tr` stands where a text is shown, so that constants of a module and words of the domain, which
knows no Qt, are translated on their way to the screen. A constant that is shown elsewhere wears
`to_translate`, for `packaging/translations.py` to find it. Values are named in braces; a catalog's
own mistake in them shows the English text and never breaks a screen.
"""

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from pixecom_desktop.resources import resource

CONTEXT = "PixEcom"
"""The one context of all texts."""

log = logging.getLogger(__name__)


def tr(text: str, /, **values: object) -> str:
    """Return a text in the person's language, its named values filled in: "{name} failed"."""
    said = QCoreApplication.translate(CONTEXT, text) if text else ""
    return _filled(said, text, values) if values else said


def plural(n: int, one: str, many: str, /, **values: object) -> str:
    """Return the form of a text that fits a number, which is `{n}` in it, grouped by thousands.

    The English forms are both given; a catalog keeps those of its language under `many`.
    """
    said = QCoreApplication.translate(CONTEXT, many, None, n)
    own = one if n == 1 else many
    return _filled(own if said == many else said, own, {"n": f"{n:,}", **values})


def to_translate(text: str) -> str:
    """Mark a text that is translated where it is shown."""
    return text


def install(app: QCoreApplication, locale: QLocale) -> None:
    """Speak the locale's language, where this copy of the program has its catalog."""
    for name in locale.uiLanguages():
        language = name.replace("-", "_")
        try:
            catalog = resource(f"translations/pixecom_{language}.qm").read_bytes()
        except FileNotFoundError:
            if QLocale(language).language() is QLocale.Language.English:
                return
            continue
        own = QTranslator(app)
        if own.load(catalog):
            app.installTranslator(own)
            _install_qts_own(app, QLocale(language), app)
            return
        log.warning("the catalog of %s cannot be read", language)


def _install_qts_own(app: QCoreApplication, locale: QLocale, parent: QObject) -> None:
    """Let Qt's own dialogs speak the same language."""
    qts = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qts.load(locale, "qtbase", "_", folder):
        app.installTranslator(qts)


def _filled(said: str, source: str, values: dict[str, object]) -> str:
    try:
        return said.format(**values)
    except (LookupError, ValueError):
        return source.format(**values)
