import pytest

from pixecom_desktop.ui.tables.cells import one_line
from pixecom_desktop.ui.tables.names import NameLayout, shared_prefixes
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.theme.tokens import DARK
from tests.ui.tables.business import row, table

HOSTILE = [
    "<b>bold</b> & <script>",
    "🔥 BFCM 2026 | GS | ✨",
    "100% off %s %d {0} $name",
    "Nữ 25-44 | Tệp giỏ hàng",
    "قميص | أحمر",
    "quotes \" and ' and \\",
    "x" * 255,
    " | ".join("part" for _ in range(50)),
    " | ",
    "|",
    "a | ",
]


@pytest.fixture
def letters(qapp):
    return Paints(DARK).body


@pytest.fixture
def lay(letters):
    return NameLayout(letters).lay


def shown(laid):
    return "".join(run.text for run in laid.runs)


def test_a_name_that_fits_is_shown_whole(lay):
    laid = lay("GS | US | Scale", 300)

    assert shown(laid) == "GS | US | Scale"
    assert [run.text for run in laid.runs if run.quiet] == [" | ", " | "]


def test_the_shared_prefix_is_quiet(lay):
    laid = lay("GS | US | GS", 300, "GS")

    assert [(run.text, run.quiet) for run in laid.runs][::2] == [
        ("GS", True),
        ("US", False),
        ("GS", False),
    ]


def test_the_longest_middle_segment_gives_way_first(lay):
    parts = shown(lay("GS | US | Retinol Night Cream | LLA 3%", 200)).split(" | ")

    assert (parts[0], parts[1], parts[3]) == ("GS", "US", "LLA 3%")
    assert parts[2].endswith("…")


def test_too_many_segments_are_gathered_from_the_front(lay):
    parts = shown(lay("Sale | ML | VN | RT | Kem | ABO | Sept | Moms who buy", 190)).split(" | ")

    assert parts[0] == "Sale"
    assert parts[1] == "…"
    assert parts[-1].startswith("Moms")


def test_the_last_segment_gives_way_when_nothing_else_is_left(lay):
    parts = shown(lay("GS | Everybody who ever visited the shop", 180)).split(" | ")

    assert parts[0] == "GS"
    assert parts[1].endswith("…")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("width", [40, 120, 296, 2_000])
def test_no_name_is_wider_than_its_cell(lay, letters, name, width):
    laid = lay(name, width)

    assert laid.width <= width + 1
    last = laid.runs[-1]
    assert last.x + letters.width(last.text) <= width + 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_letter_for_letter(lay, name):
    assert shown(lay(one_line(name), 100_000)) == name


def test_a_name_from_right_to_left_is_one_run(lay):
    assert len(lay("قميص | أحمر", 300).runs) == 1


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("two\nlines\tand\x00more", "two lines and more"),
        ("\u202eevil\u202c", " evil "),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("flag 🏴\U000e0067\U000e0062", "flag 🏴\U000e0067\U000e0062"),
    ],
)
def test_a_name_is_one_line_that_cannot_turn_its_neighbours(name, line):
    assert one_line(name) == line


def test_a_prefix_is_shared_within_an_account_only():
    ours = [row(str(i), name=f"GS | US | {i}") for i in range(4)]
    others = [row(str(9 + i), name=f"{i} | US", account="act_202") for i in range(4)]

    assert shared_prefixes(table([*ours, *others])) == {"act_101": "GS"}


def test_hostile_names_are_painted_as_text(hands):
    hands.show(table([row(str(i), name=name, spend=99 - i) for i, name in enumerate(HOSTILE)]))

    assert hands.texts("name") == HOSTILE
    assert not hands.view.grab().isNull()
