"""A state of the screen as a link and back; a link that means nothing raises LinkError only."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.errors import LinkError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.query import SORTABLE, AdsQuery, SortKey
from pixecom_desktop.domain.rules import parse_rules

ids = st.integers(1, 10**18).map(str)
several = st.lists(ids, max_size=5, unique=True).map(tuple)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
choices = st.one_of(
    st.sampled_from([each for each in Preset if each is not Preset.CUSTOM]).map(DateChoice),
    st.tuples(days, days).map(lambda pair: DateChoice.days(*sorted(pair))),
)
searches = st.text(max_size=100)
slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True)
queries = st.builds(
    AdsQuery,
    level=st.sampled_from(Level),
    filters=st.builds(
        FilterSet,
        dates=choices,
        sellers=st.lists(slugs, max_size=4).map(tuple),
        sellpages=st.lists(slugs, max_size=4).map(tuple),
        statuses=st.lists(st.sampled_from(EntityStatus), max_size=4).map(tuple),
        deliveries=st.lists(st.sampled_from(DeliveryStatus), max_size=8).map(tuple),
        accounts=st.lists(ids.map("act_{}".format), max_size=4).map(tuple),
        campaigns=several,
        search=searches,
        rules=st.sampled_from(
            ["", "spend > 50 and roas < 1.5", 'name contains "50% & =+#" and ctr >= 0.5']
        ).map(parse_rules),
    ),
    parent_campaigns=several,
    parent_adsets=several,
    sort=st.builds(SortKey, st.sampled_from(SORTABLE), st.booleans()),
    then=st.lists(st.builds(SortKey, st.sampled_from(SORTABLE), st.booleans()), max_size=2).map(
        tuple
    ),
    columns=st.lists(st.sampled_from(SORTABLE), max_size=5, unique=True).map(tuple),
    compare=st.none()
    | st.sampled_from(["previous", "last_week", "last_year", "2026-01-01..2026-01-07"]).map(
        Comparison.parse
    ),
)


@pytest.mark.acceptance("3.3-3")
@given(queries)
@example(AdsQuery(filters=FilterSet(search="50% & more = #1 + <b>🔥</b>, 'x' \"y\" _;")))
def test_a_query_survives_its_link(query):
    assert from_link(to_link(query)) == query


@given(queries)
def test_a_link_is_plain_ascii_that_any_program_can_carry(query):
    link = to_link(query)

    assert link.isascii()
    assert not any(sign.isspace() for sign in link)
    assert link.startswith("pixecom://ads-manager")


def test_what_is_at_its_default_is_left_out():
    assert to_link(AdsQuery()) == "pixecom://ads-manager"
    assert from_link("pixecom://ads-manager") == AdsQuery()
    assert from_link("pixecom://ads-manager/?") == AdsQuery()


def test_a_link_reads_as_a_person_would_write_it():
    query = AdsQuery(
        level=Level.ADSET,
        filters=FilterSet(
            dates=DateChoice.days(date(2026, 11, 1), date(2026, 11, 7)),
            statuses=(EntityStatus.ACTIVE,),
            search="sale",
        ),
        parent_campaigns=("12",),
        sort=SortKey("roas", descending=False),
    )

    assert to_link(query) == (
        "pixecom://ads-manager?level=adset&status=ACTIVE&since=2026-11-01&until=2026-11-07"
        "&search=sale&in_campaign=12&sort=roas"
    )


@pytest.mark.parametrize(
    "link",
    [
        "",
        "pixecom:",
        "pixecom://",
        "pixecom:ads-manager",
        "pixecom://dashboard",
        "pixecom://ads-manager/etc/passwd",
        "pixecom://ads-manager:80",
        "pixecom://user:pass@ads-manager",
        "https://ads-manager?level=ad",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "pixecom://[::1",
        "pixecom://ads-manager?level",
        "pixecom://ads-manager?level=planet",
        "pixecom://ads-manager?unknown=1",
        "pixecom://ads-manager?=1",
        "pixecom://ads-manager?level=ad&&",
        "pixecom://ads-manager?status=on",
        "pixecom://ads-manager?delivery=ACTIVE,nothing",
        "pixecom://ads-manager?preset=last_8",
        "pixecom://ads-manager?preset=custom",
        "pixecom://ads-manager?since=2026-11-01",
        "pixecom://ads-manager?until=2026-11-01",
        "pixecom://ads-manager?since=2026-11-02&until=2026-11-01",
        "pixecom://ads-manager?since=2026-02-30&until=2026-03-01",
        "pixecom://ads-manager?since=0001-01-01&until=9999-12-31",
        "pixecom://ads-manager?sort=password",
        "pixecom://ads-manager?sort=--spend",
        "pixecom://ads-manager?sort=spend,password",
        "pixecom://ads-manager?columns=name,password",
        "pixecom://ads-manager?compare=tomorrow",
        "pixecom://ads-manager?where=spend",
        "pixecom://ads-manager?where=1%3D1",
        "pixecom://ads-manager?in_campaign=act_1",
        "pixecom://ads-manager?in_campaign=1;DROP%20TABLE",
        "pixecom://ads-manager?in_adset=%D9%A1",
        "pixecom://ads-manager?campaign=1%00",
        "pixecom://ads-manager?account=act_1%00",
        "pixecom://ads-manager?sellpage=a%0Ab",
        "pixecom://ads-manager?search=" + "x" * 101,
        "pixecom://ads-manager?search=" + "1" * 30_000,
    ],
)
def test_a_link_that_means_nothing_raises_a_link_error_with_a_sentence(link):
    with pytest.raises(LinkError) as caught:
        from_link(link)

    sentence = str(caught.value)
    assert sentence.endswith((".", "?", "!")) or ":" in sentence
    assert len(sentence) < 1_500
    assert "x" * 101 not in sentence


keys = st.sampled_from(
    [
        *("level", "status", "delivery", "preset", "since", "until", "account", "campaign"),
        *("sellpage", "search", "in_campaign", "in_adset", "sort", "zzz"),
    ]
)
words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["ad", "ACTIVE", "last_7", "2026-11-01", "2026-11-02", "act_1", "-roas"]),
)


@given(
    st.one_of(
        st.text(st.characters(), max_size=200),
        st.text(st.characters(), max_size=200).map("pixecom://ads-manager?{}".format),
        st.lists(st.tuples(keys, words), max_size=6).map(
            lambda pairs: "pixecom://ads-manager?" + "&".join(f"{k}={w}" for k, w in pairs)
        ),
    )
)
@example("pixecom://ads-manager?search=\ud800")
@example("pixecom://ads-manager?search=%ED%A0%80")
@example("pixecom://ads-manager?search=%00")
@example("pixecom://ads-manager?search=%")
def test_any_text_is_a_query_or_a_link_error(link):
    try:
        found = from_link(link)
    except LinkError:
        return

    assert from_link(to_link(found)) == found
    assert "\x00" not in found.filters.search
    found.filters.search.encode("utf-8")
    for values in (found.filters.accounts, found.filters.campaigns, found.filters.sellpages):
        assert all(value.isprintable() for value in values)


@given(st.text(max_size=60))
def test_a_broken_link_is_never_repeated_whole_to_the_user(text):
    link = f"pixecom://ads-manager?secret={'s3cr3t' * 20}{text}"

    with pytest.raises(LinkError) as caught:
        from_link(link)

    assert "s3cr3t" not in str(caught.value)
