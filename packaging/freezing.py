"""What goes into a frozen build and what stays out; `pixecom.spec` only hands it to PyInstaller.

Standard library only, so that it can be read and tested without PyInstaller. Paths in here are a
frozen build's own, with slashes, below its `_internal`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterable, NamedTuple, TypeVar  # noqa: UP035 - read before a Python is chosen

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "pixecom_desktop"
NAME = "PixEcom Desktop"
WINDOW, CONSOLE = "pixecom-desktop", "pixecom"
"""The window's program and its twin for the command line."""
APP_ID = "PixEcom.Desktop"
"""What Windows knows the program by: its buttons in the task bar are one."""
BUNDLE_ID = "app.pixecom.desktop"
SCHEME = "pixecom"
PUBLISHER = "PixEcom"
OLDEST_MACOS = "13.0"

MIGRATIONS = f"{PACKAGE}.storage.migrations"
HIDDEN = (
    # What only the migrations' files import: Alembic reads those as files.
    *("alembic.context", "alembic.op", "logging.config"),
    *("psycopg", "psycopg_binary", "sqlalchemy.dialects.postgresql.psycopg"),
    # Chosen by name at run time: the system's keyrings, uvicorn's parts.
    *("keyring.backends.SecretService", "keyring.backends.kwallet"),
    *("keyring.backends.Windows", "keyring.backends.macOS"),
    *("uvicorn.lifespan.off", "uvicorn.lifespan.on", "uvicorn.loops.asyncio"),
    *("uvicorn.protocols.http.h11_impl",),
    # Time zones where the system has none of its own, as on Windows.
    "tzdata",
)
METADATA = (
    *("keyring", "sqlalchemy", "httpx", "psycopg", "cryptography", "msgspec", "numpy"),
    "psycopg-binary",
)
"""Packages whose entry points or versions are read at run time."""
REPLACEABLE = ("PySide6", "shiboken6", "psycopg", "psycopg_binary")
EXCLUDED = (
    *("tkinter", "_tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "pydoc_data"),
    *("readline", "distutils", "setuptools", "pkg_resources", "pygments"),
    *("sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle"),
    *("IPython", "PyInstaller", "_pytest", "hypothesis", "mypy", "pytest", "hatchling"),
    *("PIL", "matplotlib", "OpenGL", "cupy", "numba", "scipy", "pandas", "MySQLdb", "pysqlite2"),
    *("numpy.f2py", "numpy.testing", "numpy.tests", "pyqtgraph.examples", "pyqtgraph.opengl"),
    *("pyqtgraph.canvas", "pyqtgraph.flowchart", "pyqtgraph.jupyter"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtQuickControls2"),
    *("PySide6.QtTest", "PySide6.QtSql", "PySide6.QtDesigner", "PySide6.QtUiTools"),
    *("PySide6.QtPrintSupport", "PySide6.QtXml", "PySide6.QtHelp", "PySide6.QtConcurrent"),
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),
)

# What Qt's plugins and the packages' data bring along and nobody of this program opens.
_UNUSED = (
    r"(lib)?Qt6?(Qml|Quick|VirtualKeyboard|Pdf|Test|Sql|Designer|EglFs|ShaderTools)[^/]*$",
    r"plugins/platforminputcontexts/[^/]*virtualkeyboard",
    r"plugins/(egldeviceintegrations|sqldrivers|generic|networkinformation|qmltooling)/",
    # Meta is asked through Python's own TLS; of Qt's network only local sockets are used.
    r"plugins/(printsupport|tls)/",
    r"plugins/platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay|direct2d)\b",
    r"plugins/imageformats/(lib)?q(pdf|tga|tiff|wbmp|icns)\b",
    r"PySide6/(Qt/)?qml/",
    r"opengl32sw\.dll$",
    # Qt's words in languages that the program does not speak itself.
    r"PySide6/(Qt/)?translations/(?!qtbase_(LANGUAGES)\.qm$)",
    # Numbers and days are written in English words; a formatter asks for no other.
    r"babel/locale-data/(?!(root|en|en_US)\.dat$)",
    r"pyqtgraph/(examples|colors/maps|icons/peegee)/",
    r"(^|/)tests?/",
    r"(numpy|alembic|mako)/.*\.(pyi|h|c|pxd|a)$",
    r"alembic/templates/",
    r"_codecs_(cn|hk|iso2022|jp|kr|tw)\.",
)
# GNOME's own dialogs, and what they alone need: the desktop's are asked for by its portal.
_GNOME = (
    r"plugins/platformthemes/libqgtk3",
    r"^lib(atk|cairo|gdk|gio|gmodule|gobject|gtk|harfbuzz|pango|pixman)[-_.0-9a-z]*\.so",
    r"^lib(blkid|datrie|fribidi|graphite2|jpeg|mount|selinux|thai)[-_.0-9a-z]*\.so",
)
# What every Linux with a desktop has, made for its own settings: the message bus, fonts, X11,
# Kerberos, glib, C++. `install.sh` says which one is missing where one is.
_OF_THE_DESKTOP = (
    r"^lib(dbus-1|systemd|cap|gcrypt|gpg-error|lz4)\.so",
    r"^lib(fontconfig|freetype|expat|png16|brotli[a-z]+)\.so",
    r"^lib(X11|X11-xcb|Xau|Xdmcp|Xext|Xrender|bsd|md)\.so",
    r"^lib(krb5|gssapi_krb5|k5crypto|krb5support|com_err|keyutils)\.so",
    r"^lib(glib-2\.0|gthread-2\.0|pcre2-8|readline|tinfo|stdc\+\+|gcc_s)\.so",
)


def _spoken() -> str:
    """Return the languages of the program's own catalogs as alternatives; none but English."""
    catalogs = (ROOT / "resources" / "translations").glob("pixecom_*.ts")
    return "|".join(path.stem.partition("_")[2] for path in catalogs) or "none"


_UNWANTED = re.compile(
    "|".join((*_UNUSED, *_GNOME, *_OF_THE_DESKTOP)).replace("LANGUAGES", _spoken()), re.IGNORECASE
)

Entry = TypeVar("Entry", bound="tuple[str, ...]")


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of one of PyInstaller's lists (their first part is the path) that stay."""
    return [entry for entry in entries if not _UNWANTED.search(entry[0].replace("\\", "/"))]


def unstripped(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the entries so that no library is stripped which its wheel has patched.

    Those are in a folder `*.libs`; `strip` makes them unloadable, and leaves plain data alone.
    """
    return [
        (path, source, "DATA" if ".libs/" in path and kind == "BINARY" else kind)
        for path, source, kind in entries
    ]


class Program(NamedTuple):
    """One program of the build: its name, and whether it opens a console where Windows would."""

    name: str
    console: bool


def programs(platform: str) -> tuple[Program, ...]:
    """Return the programs of a build for `sys.platform`, the window's first.

    Only Windows tells a window's program from a terminal's: elsewhere the twin is a link to the
    one program (`link_twin`).
    """
    window = Program(WINDOW, console=False)
    return (window, Program(CONSOLE, console=True)) if platform == "win32" else (window,)


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts it: `1.2.3.dev4` is (1, 2, 3, 0).

    Raises ValueError for one that does not begin with three numbers.
    """
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise ValueError(f"{version!r} is no version of three numbers")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch, 0


def windows_version(version: str, program: str) -> str:
    """Return the version resource of a Windows program, in the words that PyInstaller reads."""
    told = {
        "CompanyName": PUBLISHER,
        "FileDescription": NAME,
        "FileVersion": version,
        "InternalName": program,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in told.items())
    fixed = numbers(version)
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={fixed}, prodvers={fixed}, mask=0x3F, flags=0,"
        " OS=0x40004, fileType=1, subtype=0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]),"
        " VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])"
    )


def info_plist(version: str) -> dict[str, object]:
    """Return what macOS is told of the bundle, beside what PyInstaller tells it."""
    return {
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": ".".join(map(str, numbers(version)[:3])),
        "CFBundleVersion": ".".join(map(str, numbers(version)[:3])),
        "CFBundleURLTypes": [
            {"CFBundleURLName": f"{BUNDLE_ID}.link", "CFBundleURLSchemes": [SCHEME]}
        ],
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
    }


def version() -> str:
    """Return the program's version from the one place where it stands."""
    text = (ROOT / PACKAGE / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{PACKAGE}/__init__.py names no version")
    return found[1]
