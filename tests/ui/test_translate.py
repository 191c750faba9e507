"""Texts on their way to the screen: English by itself, another language from its catalog."""

import importlib
import sys
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, QTranslator

from pixecom_desktop.ui import translate
from pixecom_desktop.ui.translate import plural, tr
from tests.packaging.conftest import ROOT


@pytest.fixture
def catalogs(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])
    return importlib.import_module("translations")


def test_without_a_catalog_the_source_is_english_with_both_of_its_forms(qapp):
    assert tr("{name} failed", name="{odd} <b>") == "{odd} <b> failed"
    assert plural(1, "{n} row", "{n} rows") == "1 row"
    assert plural(1200, "{n} row", "{n} rows") == "1,200 rows"


def test_a_catalog_made_from_the_sources_speaks_its_language(qapp, catalogs, tmp_path, monkeypatch):
    catalog = tmp_path / "pixecom_pl.ts"
    catalog.write_text('<TS version="2.1" language="pl"/>', encoding="utf-8")
    monkeypatch.setattr(
        catalogs,
        "texts",
        lambda: [
            catalogs.Text("Active"),
            catalogs.Text("{name} failed"),
            catalogs.Text('It says "no"\nand {n} more'),
            catalogs.Text("{n} rows", counts=True),
        ],
    )
    catalogs.write(tmp_path, [catalog])
    said = {"Active": "Aktywna", "{name} failed": "{nobody} zawiodła"}
    tree = ET.parse(catalog)  # noqa: S314 - our own file
    for message in tree.iter("message"):
        source, target = message.findtext("source"), message.find("translation")
        del target.attrib["type"]
        if message.get("numerus"):
            for form, word in zip(target, ("wiersz", "wiersze", "wierszy"), strict=True):
                form.text = f"{{n}} {word}"
        else:
            target.text = said.get(source, source)
    tree.write(catalog, encoding="utf-8", xml_declaration=True)
    catalogs.write(tmp_path, [catalog])
    monkeypatch.setattr(translate, "resource", lambda name: tmp_path / name.split("/")[1])

    translate.install(qapp, QLocale("pl_PL"))
    try:
        assert tr("Active") == "Aktywna"
        assert [plural(n, "{n} row", "{n} rows") for n in (1, 3, 5)] == [
            "1 wiersz",
            "3 wiersze",
            "5 wierszy",
        ]
        assert tr("{name} failed", name="GS") == "GS failed", "a catalog's own mistake"
        assert tr("Never translated") == "Never translated"
    finally:
        for own in qapp.findChildren(QTranslator):
            qapp.removeTranslator(own)
            own.deleteLater()


def test_every_text_of_the_domain_that_screens_show_is_in_the_catalog(catalogs):
    known = {text.source for text in catalogs.texts()}

    assert {"ROAS", "Learning limited", "Sellpage", "Good ROAS"} <= known
