"""Landing links come from outside: only what is plainly a shop's page passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.landing import page_of, slugs, title

HAT = "https://shop.example/products/hat"


@pytest.mark.parametrize(
    "link",
    [
        HAT,
        f"{HAT}/",
        f"{HAT}?utm_source=facebook&utm_campaign={{{{campaign.id}}}}",
        f"{HAT}#reviews",
        f"  {HAT}?a=1#b ",
        "HTTPS://Shop.Example:443/products/hat",
        "https://shop.example./products/hat?next=https://evil.example/",
    ],
)
def test_links_to_one_page_are_the_same_page(link):
    assert page_of(link) == HAT


def test_a_page_keeps_what_tells_it_from_others():
    pages = [
        "https://shop.example/",
        "https://www.shop.example/",
        "http://shop.example/",
        "https://shop.example:8443/",
        "https://shop.example/Hat",
        "https://xn--mlan-3ya.example/",
    ]

    assert [page_of(one) for one in pages] == pages
    assert page_of("https://shop.example") == "https://shop.example/"


@pytest.mark.parametrize(
    "link",
    [
        "",
        "/products/hat",
        "ftp://shop.example/hat",
        "javascript:alert(1)",
        "data:text/html,hat",
        "https://",
        "https:///hat",
        "https://user:word@shop.example/hat",
        "https://shop.example@evil.example/hat",
        "https://localhost/hat",
        "https://127.0.0.1/hat",
        "https://[::1]/hat",
        "https://[broken/hat",
        "https://shop.example:99999/hat",
        "https://shop.example:x/hat",
        "https://shop example/hat",
        "https://shop.example\\@evil.example/",
        "https://shop.example/ha\nt",
        "https://shop.example/<script>",
        "https://-shop.example/hat",
        "https://shop..example/hat",
        "https://shop.example/{{product.id}}",
        "https://www.facebook.com/123",
        "https://fb.me/abc",
        "https://shop.example/" + "a" * 2_000,
        "https://" + "a" * 64 + ".example/",
    ],
)
def test_what_is_no_shops_page_is_none(link):
    assert page_of(link) == ""


@given(st.text(max_size=60) | st.text(max_size=60).map(lambda text: f"https://shop.example/{text}"))
def test_no_link_is_an_error_and_a_page_is_its_own_page(link):
    page = page_of(link)

    assert page_of(page) == page
    if page:
        assert all(slug and len(slug) <= 60 for slug in slugs(page))
        assert title(page).isprintable()


@pytest.mark.parametrize(
    ("page", "short", "longer", "name"),
    [
        (HAT, "hat", "shop-hat", "shop.example/products/hat"),
        ("https://www.shop.example/", "shop", "shop-shop", "shop.example"),
        ("https://s.example/M%C5%A9+Len.html", "mu-len", "s-mu-len", "s.example/Mũ+Len.html"),
        ("https://shop.example/帽子", "shop", "shop-shop", "shop.example/帽子"),
    ],
)
def test_a_page_has_short_names(page, short, longer, name):
    assert slugs(page) == (short, longer)
    assert title(page) == name
