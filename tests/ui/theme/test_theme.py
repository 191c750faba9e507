from dataclasses import fields, replace

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from pixecom_desktop.ui.theme import icons
from pixecom_desktop.ui.theme.apply import apply, font, tokens_of
from pixecom_desktop.ui.theme.tokens import DARK, THEMES, Theme, Tokens

GROUNDS = ("win", "panel", "raised", "hover", "pop", "sel", "sel_hover")
TEXTS = ("text", "text2", "text3", "accent", "good", "warn", "bad", "off")
TEXT_ON = [(text, ground) for text in TEXTS for ground in GROUNDS]
TEXT_ON += [(text, "press") for text in ("text", "text2", "accent", "good", "warn", "bad")]
TEXT_ON += [
    (text, ground)
    for text in ("text", "text2", "text3")
    for ground in ("good_tint", "warn_tint", "bad_tint")
]
TEXT_ON += [("good", "good_tint"), ("warn", "warn_tint"), ("bad", "bad_tint")]
TEXT_ON += [("accent", "acc_tint"), ("text", "acc_tint")]
TEXT_ON += [("on_fill", fill) for fill in ("fill", "fill_hover", "danger_fill", "danger_hover")]
CONTROL_ON = [("ctl", ground) for ground in ("panel", "raised", "sel")]
CONTROL_ON += [("fill", "panel"), ("accent", "sel"), ("s1", "panel"), ("s2", "panel")]
CONTROL_ON += [("s3", "panel")]


def luminance(colour: str) -> float:
    parts = [value / 255 for value in bytes.fromhex(colour.removeprefix("#"))]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_weak(tokens: Tokens, pairs: list[tuple[str, str]], least: float) -> list[str]:
    found = [(a, b, contrast(getattr(tokens, a), getattr(tokens, b))) for a, b in pairs]
    return [f"{a} on {b} is {ratio:.2f}" for a, b, ratio in found if ratio < least]


@pytest.mark.parametrize("theme", Theme)
def test_every_text_stands_out_from_every_ground(theme):
    assert too_weak(THEMES[theme], TEXT_ON, 4.5) == []


@pytest.mark.parametrize("theme", Theme)
def test_every_control_stands_out_from_its_ground(theme):
    assert too_weak(THEMES[theme], CONTROL_ON, 3.0) == []


def test_the_measure_of_contrast_knows_black_on_white_and_a_faded_text():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert too_weak(replace(DARK, text="#30343A"), [("text", "panel")], 4.5) != []


@pytest.mark.parametrize("theme", Theme)
def test_every_token_is_a_colour(theme):
    tokens = THEMES[theme]

    assert [f.name for f in fields(tokens) if not QColor(getattr(tokens, f.name)).isValid()] == []


@pytest.fixture
def dressed(qapp):
    yield qapp
    apply(qapp, Theme.DARK)


@pytest.mark.parametrize("theme", Theme)
def test_a_theme_is_put_on_at_once(dressed: QApplication, qtbot, theme):
    apply(dressed, theme)

    assert tokens_of() is THEMES[theme]
    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == tokens_of().panel
    button = QPushButton("Pause")
    qtbot.addWidget(button)
    button.resize(80, 30)
    ground = button.grab().toImage().pixelColor(8, 15).name().upper()
    assert ground == tokens_of().raised


@pytest.mark.parametrize("theme", Theme)
def test_the_style_sheet_has_no_gap_that_a_token_should_fill(dressed, theme):
    apply(dressed, theme)

    assert "$" not in dressed.styleSheet()


def test_the_font_is_inter_with_digits_of_one_width(qapp):
    apply(qapp, Theme.DARK)

    assert QFontInfo(font()).family() == "Inter"
    metrics = QFontMetricsF(font())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_an_icon_takes_its_colour_and_the_screen_s_density(qapp):
    drawn = icons.pixmap("check", "#FF0000", 16, 2.0)

    image = drawn.toImage()
    assert (image.width(), image.height(), drawn.devicePixelRatio()) == (32, 32, 2.0)
    inked = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {"#ff0000"}


def test_an_icon_is_drawn_once(qapp):
    assert icons.pixmap("x", "#FFFFFF") is icons.pixmap("x", "#FFFFFF")
    assert icons.pixmap("x", "#FFFFFF") is not icons.pixmap("x", "#000000")


def test_an_icon_that_is_missing_is_named(qapp):
    with pytest.raises(FileNotFoundError, match=r"icons/unicorn\.svg"):
        icons.pixmap("unicorn", "#FFFFFF")
