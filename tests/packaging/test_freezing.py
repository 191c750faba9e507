"""What goes into a frozen build, judged without freezing."""

import importlib
import plistlib
import re
import sys

import pytest
from PySide6.QtGui import QImageReader

import pixecom_desktop
from pixecom_desktop import config, resources
from pixecom_desktop.domain.links import SCHEME
from pixecom_desktop.services.diagnostics import PACKAGES
from pixecom_desktop.ui import app, system
from pixecom_desktop.ui.guide import book
from pixecom_desktop.ui.guide.chapters import LICENCES
from tests.packaging.conftest import ROOT

PACKAGING = ROOT / "packaging"


@pytest.fixture
def packaging(monkeypatch):
    """Import a module of `packaging/` by its name."""
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    return importlib.import_module


@pytest.fixture
def freezing(packaging):
    return packaging("freezing")


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6\\Qt6Widgets.dll", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/lib/libQt6Qml.so.6", False),
        ("PySide6\\Qt6Quick.dll", False),
        ("PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6\\opengl32sw.dll", False),
        ("babel/locale-data/en.dat", True),
        ("babel/locale-data/en_US.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/de.dat", False),
        ("babel/global.dat", True),
        ("pyqtgraph/icons/auto.png", True),
        ("libssl.so.3", True),
        ("libsqlite3.so.0", True),
        ("libxcb-cursor.so.0", True),
        ("libX11.so.6", False),
        ("libgtk-3.so.0", False),
        ("psycopg_binary.libs/libkrb5-f18b4d11.so.3.3", True),
        ("pixecom_desktop/storage/migrations/versions/0001_identity.py", True),
        ("pixecom_desktop/_resources/smoke/pixecom-0006.db.gz", True),
        ("tzdata/zoneinfo/Asia/Ho_Chi_Minh", True),
        ("certifi/cacert.pem", True),
    ],
)
def test_a_build_carries_what_the_program_opens_and_nothing_else(freezing, path, stays):
    assert freezing.wanted([(path, "source", "BINARY")]) == [(path, "source", "BINARY")] * stays


def test_libraries_that_a_wheel_has_patched_are_not_stripped(freezing):
    patched = ("numpy.libs/libopenblas.so", "source", "BINARY")
    other = ("libssl.so.3", "source", "BINARY")

    kinds = [kind for *_, kind in freezing.unstripped([patched, other])]

    assert kinds == ["DATA", "BINARY"]


def test_windows_has_a_twin_for_the_command_line(freezing):
    window, console = freezing.programs("win32")

    assert (window.console, console.console) == (False, True)
    assert [one.name for one in freezing.programs("linux")] == [window.name]


def test_the_version_stands_in_one_place(freezing):
    assert freezing.version() == pixecom_desktop.__version__
    told = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(PACKAGING.rglob("*"))
        if path.suffix in {".py", ".spec", ".nsi", ".sh", ".plist", ".desktop"}
        and re.search(rf"\b{re.escape(pixecom_desktop.__version__)}\b", path.read_text("utf-8"))
    ]
    assert told == []


@pytest.mark.parametrize("version", ["1.2.3", "1.2.3.dev4", "1.2.3rc1"])
def test_windows_counts_a_version_in_four_numbers(freezing, version):
    assert freezing.numbers(version) == (1, 2, 3, 0)


def test_a_version_that_windows_cannot_count_is_refused(freezing):
    with pytest.raises(ValueError, match="three numbers"):
        freezing.numbers("1.2")


def test_the_version_resource_is_what_pyinstaller_reads(freezing):
    words = compile(freezing.windows_version("1.2.3", "pixecom"), "version", "eval").co_names

    assert set(words) == {
        *("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct"),
        *("VarFileInfo", "VarStruct"),
    }


def test_the_systems_know_the_program_as_it_knows_itself(freezing):
    assert freezing.NAME == config.APP == app.NAME
    assert freezing.APP_ID == system.APP_ID
    assert freezing.SCHEME == SCHEME
    assert freezing.info_plist("1.2.3")["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["pixecom"]
    assert set(PACKAGES) <= set(freezing.METADATA), "diagnostics ask for their versions"
    entry = (PACKAGING / "linux" / "pixecom-desktop.desktop").read_text("utf-8")
    assert f"MimeType=x-scheme-handler/{freezing.SCHEME};" in entry
    assert "Exec=pixecom-desktop %u" in entry
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert all(rights.values())


def test_the_icons_open_in_each_size_and_show_the_drawing(qapp):
    for name, sizes in {
        "pixecom.ico": [16, 20, 24, 32, 40, 48, 64, 256],
        "pixecom.icns": [16, 32, 32, 64, 128, 256, 256, 512, 512, 1024],
    }.items():
        reader = QImageReader(str(PACKAGING / "icons" / name))
        found = []
        for place in range(reader.imageCount()):
            reader.jumpToImage(place)
            picture = reader.read()
            side = picture.width()
            found.append(side)
            # The corner is clear, the ground dark, the winning row green.
            assert picture.pixelColor(0, 0).alpha() == 0
            assert picture.pixelColor(side // 8, side // 2).lightnessF() < 0.3
            green = picture.pixelColor(int(side * 0.58), int(side * 0.44))
            assert green.green() > max(green.red(), green.blue()), (name, side)
        assert found == sizes


def test_what_carries_a_licence_brings_its_text(packaging, tmp_path):
    notices = packaging("notices")

    texts = notices.gather(tmp_path / "licences")

    told = (tmp_path / "licences" / "NOTICES.md").read_text("utf-8")
    for name in ("pyside6-essentials", "psycopg", "numpy", "sqlalchemy", "pyinstaller", "python"):
        assert f"\n| {name} | " in told
    names = {path.relative_to(tmp_path / "licences").as_posix() for path in texts}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "NOTICES.md"} <= names
    assert {name.partition("/")[0] for name in names} >= {
        "numpy",
        "psycopg",
        "httpx",
        "pyinstaller",
    }


def test_the_window_shows_the_licences_of_what_a_build_carries(monkeypatch, tmp_path):
    for folder, name in (("resources", "NOTICE.md"), ("licences", "NOTICES.md")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(f"{name} says", encoding="utf-8")
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "pixecom_desktop" / "resources.py"))

    shown = book.chapter(LICENCES).markdown

    assert "NOTICE.md says" in shown
    assert "NOTICES.md says" in shown
