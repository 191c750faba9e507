from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AdsQuery, Mark
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.cells import Tone, tier
from pixecom_desktop.ui.tables.columns import columns_for
from tests.ui.tables.business import row, table
from tests.ui.tables.conftest import Hands

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TIP = Qt.ItemDataRole.ToolTipRole

# 2,927.01 of spend brought 10,010.37 in 132 purchases.
BUSY = row(
    spend=2_927_010_000,
    impressions=306_814,
    link_clicks=6_035,
    content_views=5_219,
    add_to_cart=385,
    checkout_initiated=221,
    purchases=132,
    purchase_value=10_010_370_000,
    budget=500_000_000,
    budget_type="DAILY",
    budget_place=Level.CAMPAIGN,
)
EXPECTED = {
    "name": "GS | US | ASC | Vitamin C Serum | Broad",
    "status": "Active",
    "delivery_status": "Active",
    "start_date": "17 Aug",
    "budget": "$500",
    "spend": "$2,927.01",
    "roas": "3.42",
    "results": "132",
    "cost_per_result": "$22.17",
    "cpm": "$9.54",
    "ctr": "1.97%",
    "impressions": "306.8K",
    "link_clicks": "6,035",
    "cpc": "$0.49",
    "content_views": "5,219",
    "cpv": "$0.56",
    "add_to_cart": "385",
    "cost_per_atc": "$7.60",
    "checkout_initiated": "221",
    "cost_per_checkout": "$13.24",
    "purchases": "132",
    "cost_per_purchase": "$22.17",
    "purchase_value": "$10,010.37",
    "cr": "2.53%",
    "cr1": "4.23%",
    "cr2": "59.73%",
}


@pytest.mark.acceptance("2.5-2")
def test_every_column_has_its_format(hands):
    hands.show(table([BUSY]))

    assert {key: hands.cell(key) for key in EXPECTED} == EXPECTED


@pytest.mark.acceptance("2.5-2")
def test_every_column_of_campaigns_is_held_to_a_format():
    assert {column.key for column in columns_for(AdsQuery())} == {"check", *EXPECTED}


def test_the_labels_stand_in_the_order_of_the_contract(hands):
    shown = [column.label for column in columns_for(AdsQuery()) if not column.hidden]

    assert ",".join(shown) == (
        ",Campaign,Status,Delivery,Start date,Budget/day,Spent,ROAS,Results,CPR,CPM,CTR,Clicks,CPC,"
        "Views,CPV,ATC,Cost/ATC,Checkouts,Cost/CO,Purchases,CPP,Revenue,CR,CR1,CR2"
    )


@pytest.mark.acceptance("2.5-2")
def test_nothing_is_zero_and_what_cannot_be_divided_is_a_dash(hands):
    hands.show(table([row()]))

    zeros = {"spend": "$0.00", "results": "0", "link_clicks": "0", "purchase_value": "$0.00"}
    assert {key: hands.cell(key) for key in zeros} == zeros
    ratios = ("roas", "cost_per_result", "cpm", "ctr", "cpc", "cpv", "cr", "cr1", "cr2")
    assert {hands.cell(key) for key in ratios} == {"—"}
    assert "no link clicks" in hands.cell("cpc", role=TIP)


def test_spend_without_revenue_is_a_grey_zero(hands):
    hands.show(table([row(spend=5_000_000, impressions=100)]))

    cell = hands.panes.model.cells(0)[hands.place("roas")]
    assert (cell.text, cell.tone, cell.mark) == ("0.00", Tone.QUIET, 0)
    assert hands.cell("cost_per_result") == "—"
    assert hands.cell("ctr") == "0.00%"


@pytest.mark.acceptance("2.5-2")
def test_a_currency_has_its_own_digits(hands):
    dong = row("1", currency="VND", spend=1_250_000_400_000, impressions=7_000, purchases=3)
    dinar = row("2", currency="KWD", spend=12_345_600, impressions=1_000, purchases=1)
    hands.show(table([dong, dinar]))

    assert hands.texts("spend") == ["₫1,250,000", "KWD 12.346"]
    assert hands.texts("cpm") == ["₫178,571", "KWD 12.35"]


@pytest.mark.acceptance("2.5-2")
def test_a_budget_says_where_it_sits_and_how_it_is_spread(hands):
    rows = [
        row("1", budget=500_000_000, budget_type="DAILY", budget_place=Level.CAMPAIGN, spend=5),
        row("2", budget=500_000_000, budget_type="LIFETIME", budget_place=Level.CAMPAIGN, spend=4),
        row("3", budget_place=Level.ADSET, spend=3),
        row("4", budget_place=None, spend=2),
    ]
    hands.show(table(rows))

    assert hands.texts("budget") == ["$500", "$500 total", "Ad set", "—"]
    assert "sits on the ad set" in hands.cell("budget", 2, TIP)


def test_an_ad_s_budget_can_sit_on_its_campaign(hands):
    hands.show(table([row(budget_place=Level.CAMPAIGN)], level=Level.AD))

    assert hands.cell("budget") == "Campaign"


def test_conversions_that_are_the_ads_sum_carry_a_star_and_say_why(hands):
    rows = [
        row("1", spend=9_000_000, purchases=4, content_views=1_500),
        row("2", spend=1_000_000, purchases=2, content_views=300),
    ]
    marks = {Mark.OF_ADS: np.array([True, False]), Mark.UNLISTED: np.array([False, True])}

    hands.show(replace(table(rows), marks=marks))

    assert hands.texts("purchases") == ["4*", "2"]
    assert hands.texts("content_views") == ["1,500*", "300"]
    assert hands.texts("spend") == ["$9.00", "$1.00"]
    assert "the sum of its ads" in hands.cell("purchases", 0, TIP)
    assert "the sum of its ads" in hands.cell("name", 0, TIP)
    assert "no longer lists it" in hands.cell("name", 1, TIP)


def test_a_start_in_another_year_says_so_and_none_is_a_dash(hands):
    hands.show(table([row("1", start_date=date(2025, 12, 1), spend=1), row("2", start_date=None)]))

    assert hands.texts("start_date") == ["01 Dec 2025", "—"]


def test_a_compact_count_keeps_its_full_number_in_the_tooltip_and_in_the_copy(hands):
    hands.show(table([row(link_clicks=1_234_567)]))

    assert hands.cell("link_clicks") == "1.23M"
    assert "1,234,567" in hands.cell("link_clicks", role=TIP)
    hands.view.select(frozenset({"1"}))
    header, copied = (line.split("\t") for line in hands.view.tsv().splitlines())
    assert copied[header.index("Clicks")] == "1234567"


@pytest.mark.acceptance("2.5-4")
@pytest.mark.parametrize(
    ("revenue", "text", "bars", "tone", "word"),
    [
        (3_000_000, "3.00", 3, Tone.GOOD, "good"),
        (2_995_000, "3.00", 3, Tone.GOOD, "good"),
        (2_994_999, "2.99", 2, Tone.FAIR, "fair"),
        (2_000_000, "2.00", 2, Tone.FAIR, "fair"),
        (1_994_999, "1.99", 1, Tone.POOR, "poor"),
        (5_000, "0.01", 1, Tone.POOR, "poor"),
        (4_999, "0.00", 0, Tone.QUIET, "zero"),
        (0, "0.00", 0, Tone.QUIET, "zero"),
    ],
)
def test_roas_has_the_tier_of_its_rounded_value(hands, revenue, text, bars, tone, word):
    hands.show(table([row(spend=1_000_000, purchase_value=revenue)]))

    cell = hands.panes.model.cells(0)[hands.place("roas")]
    assert (cell.text, cell.mark, cell.tone) == (text, bars, tone)
    assert hands.cell("roas", role=SPOKEN) == f"ROAS {text}, {word}"


@pytest.mark.acceptance("2.5-4")
def test_roas_is_painted_in_the_colour_of_its_tier(hands, qtbot):
    tokens = hands.panes.summary.brush.paints.tokens
    values = {3_500_000: tokens.good, 2_500_000: tokens.warn, 900_000: tokens.bad, 0: tokens.off}
    hands.show(
        table([row(str(i), spend=1_000_000, purchase_value=v) for i, v in enumerate(values)])
    )

    for number, colour in enumerate(values.values()):
        place = hands.middle(number, "roas")
        shot = hands.panes.body.viewport().grab().toImage()
        box = range(place.x() - 40, place.x() + 40), range(place.y() - 12, place.y() + 12)
        inks = {shot.pixelColor(x, y).name().upper() for x in box[0] for y in box[1]}
        assert colour in inks
        assert not inks & (set(values.values()) - {colour})


@pytest.mark.acceptance("2.5-4")
def test_the_tiers_are_the_seller_s(qtbot):
    view = AdsTableView(SellerPreferences(roas_good=500, roas_fair=400))
    qtbot.addWidget(view)
    hands = Hands(view)
    hands.show(table([row(spend=1_000_000, purchase_value=4_200_000)]))

    assert hands.panes.model.cells(0)[hands.place("roas")].tone is Tone.FAIR
    assert tier(399, SellerPreferences(roas_good=500, roas_fair=400)) == (1, Tone.POOR)


def test_the_tooltip_of_roas_shows_four_digits(hands):
    hands.show(table([row(spend=3_000_000, purchase_value=10_000_000)]))

    assert "3.3333" in hands.cell("roas", role=TIP)


@pytest.mark.parametrize("status", DeliveryStatus)
def test_every_delivery_has_a_word_and_says_its_reason(hands, status):
    hands.show(table([row(delivery_status=status.value, delivery_reason="Its <b>reason</b>")]))

    word = hands.cell("delivery_status")
    assert word
    assert hands.cell("delivery_status", role=SPOKEN) == f"Delivery {word.lower()}"
    assert "&lt;b&gt;reason" in hands.cell("delivery_status", role=TIP)
    described = hands.cell("delivery_status", role=Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == f"{word}: Its <b>reason</b>"


def test_every_delivery_has_a_shape_of_its_own(qapp):
    from pixecom_desktop.ui.tables import marks
    from pixecom_desktop.ui.theme.tokens import DARK

    def shape(status):
        image = marks.delivery(status, DARK, 1.0).toImage()
        return tuple(image.pixelColor(x, y).alpha() > 90 for x in range(12) for y in range(12))

    assert len({shape(status) for status in DeliveryStatus}) == len(DeliveryStatus)


@pytest.mark.parametrize("status", EntityStatus)
def test_every_status_is_a_badge_with_a_word(hands, status):
    hands.show(table([row(status=status.value)]))

    assert hands.cell("status") == status.value.capitalize()


def test_what_was_not_downloaded_is_no_zero(hands):
    rows = [row("1", spend=9_000_000), row("2", account="act_202", account_name="GlowSkin EU")]
    hands.show(table(rows, missing={"act_202"}))

    assert hands.cell("spend", 1) == ""
    assert hands.cell("spend", 1, TIP) != ""
    assert hands.cell("spend", 1, SPOKEN) == "Spent not downloaded yet"
    assert hands.cell("name", 1) != ""
    hands.view.select(frozenset({"2"}))
    header, copied = (line.split("\t") for line in hands.view.tsv().splitlines())
    assert copied[header.index("Spent")] == ""


@pytest.mark.parametrize(
    ("level", "extras"),
    [
        (Level.ADSET, {"campaign_name", "optimization_goal", "bid_strategy", "audience"}),
        (Level.AD, {"campaign_name", "adset_name", "thumbnail_url", "landing_url"}),
    ],
)
def test_lower_levels_add_their_columns(level, extras):
    keys = {column.key for column in columns_for(AdsQuery(level=level))}

    assert keys - {column.key for column in columns_for(AdsQuery())} == extras


def test_a_parent_that_the_breadcrumb_names_stands_last():
    all_ads = [c.key for c in columns_for(AdsQuery(level=Level.AD))]
    ads_of_one = [c.key for c in columns_for(AdsQuery(level=Level.AD, parent_adsets=("8",)))]

    assert all_ads.index("adset_name") < all_ads.index("spend")
    assert ads_of_one.index("adset_name") > ads_of_one.index("spend")


def test_impressions_are_hidden_until_they_are_asked_for(hands):
    hands.show(table([BUSY]))
    place = hands.place("impressions")
    assert hands.panes.body.isColumnHidden(place)

    hands.view.show_columns(("spend", "impressions"))
    place = hands.place("impressions")

    assert not hands.panes.body.isColumnHidden(place)


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("ctr", ["CTR = link clicks \N{MULTIPLICATION SIGN} 100 / impressions", "of link clicks"]),
        ("cpm", ["CPM = spend \N{MULTIPLICATION SIGN} 1,000 / impressions"]),
        ("results", ["Results are website purchases", "fb_pixel_purchase"]),
        ("roas", ["ROAS = purchase value / spend"]),
        ("link_clicks", ["inline_link_clicks"]),
    ],
)
def test_the_header_explains_formula_and_source(hands, key, lines):
    tip = hands.panes.model.headerData(hands.place(key), Qt.Orientation.Horizontal, TIP)

    assert [line for line in lines if line not in tip] == []


def test_every_figure_says_where_it_comes_from():
    figures = [
        c for c in columns_for(AdsQuery()) if c.metric or c.face.name in ("MONEY", "COMPACT")
    ]

    assert len(figures) == 21
    assert [c.key for c in figures if "Source: Meta's insights" not in c.tip] == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("spend", "Spent 2,927.01 USD"),
        ("status", "Status active"),
        ("results", "Results 132"),
        ("check", "Select GS | US | ASC | Vitamin C Serum | Broad"),
        ("name", "GS | US | ASC | Vitamin C Serum | Broad"),
    ],
)
def test_a_screen_reader_hears_a_sentence(hands, key, words):
    hands.show(table([BUSY]))

    assert hands.cell(key, role=SPOKEN) == words
