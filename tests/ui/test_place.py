from dataclasses import replace

from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.pages.ads_manager import place

TOP = AdsQuery()
IN_CAMPAIGN = AdsQuery(level=Level.ADSET, parent_campaigns=("11",))
IN_ADSET = AdsQuery(level=Level.AD, parent_campaigns=("11",), parent_adsets=("22",))


def test_a_row_opens_its_children():
    assert place.opened(TOP, "11") == IN_CAMPAIGN
    assert place.opened(IN_CAMPAIGN, "22") == IN_ADSET
    assert place.opened(IN_ADSET, "33") is None


def test_opening_a_row_drops_the_search_and_keeps_the_other_filters():
    filters = FilterSet(search="retinol", statuses=(EntityStatus.ACTIVE,))

    below = place.opened(replace(TOP, filters=filters), "11")

    assert below is not None
    assert below.filters == FilterSet(statuses=(EntityStatus.ACTIVE,))


def test_going_up_leaves_one_parent_at_a_time():
    assert place.above(IN_ADSET) == IN_CAMPAIGN
    assert place.above(IN_CAMPAIGN) == TOP
    assert place.above(TOP) is None


def test_a_lower_tab_shows_what_is_inside_the_selected_rows():
    below = place.inside(TOP, Level.AD, {"12", "11"})

    assert below == AdsQuery(level=Level.AD, parent_campaigns=("11", "12"))


def test_a_higher_tab_takes_no_notice_of_the_selected_rows():
    assert place.inside(IN_ADSET, Level.ADSET, {"33"}) == IN_CAMPAIGN


def test_a_tab_keeps_the_parents_that_lie_above_it():
    assert place.at_level(IN_ADSET, Level.CAMPAIGN) == TOP
    assert place.at_level(IN_CAMPAIGN, Level.AD) == replace(IN_CAMPAIGN, level=Level.AD)


def test_the_breadcrumb_names_each_step_and_leads_back():
    way = place.crumbs(IN_ADSET, {"11": "GS | US", "22": "Broad"})

    assert [crumb.text for crumb in way] == ["All campaigns", "GS | US", "Broad"]
    assert [crumb.target for crumb in way] == [TOP, IN_CAMPAIGN, None]


def test_the_breadcrumb_counts_where_there_are_several_parents():
    way = place.crumbs(AdsQuery(level=Level.ADSET, parent_campaigns=("11", "12")), {})

    assert [crumb.text for crumb in way] == ["All campaigns", "2 campaigns selected"]


def test_the_breadcrumb_of_a_level_without_parents_is_one_step():
    assert [c.text for c in place.crumbs(AdsQuery(level=Level.AD), {})] == ["All ads"]


def test_the_breadcrumb_says_the_level_where_it_is_deeper_than_the_last_parent():
    query = AdsQuery(level=Level.AD, parent_campaigns=("11",))

    assert [c.text for c in place.crumbs(query, {"11": "GS"})] == ["All campaigns", "GS", "Ads"]


def test_an_unknown_parent_is_named_by_its_id():
    assert place.crumbs(IN_CAMPAIGN, {})[-1].text == "Campaign 11"
