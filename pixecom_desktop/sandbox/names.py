"""Names as agencies write them: codes between bars, some Vietnamese, some emoji, some long.

A name is made from a draw of small numbers, so that the same seed names the same thing.
No name is a person's.
"""

from pixecom_desktop.sandbox.shops import Shop

KINDS = {True: ("ASC", "CBO", "DPA", "CBO RT"), False: ("ABO", "RT", "TEST", "ABO Scale")}
"""Kinds of campaigns, by whether the budget is the campaign's own."""

AUDIENCES = {
    "en": (
        "Broad 25-54",
        "LAL 1% Purchasers",
        "LAL 3% ATC 30D",
        "Interest Stack",
        "RT 30D Visitors",
        "Women 25-44",
        "Engaged Shoppers",
        "Open 18-65+",
    ),
    "vi": (
        "Nữ 25-44",
        "Rộng 18-54",
        "LAL 1% Khách mua",
        "Tệp giỏ hàng 30N",
        "Sở thích làm đẹp",
        "Tương tác Fanpage 90N",
        "Mẹ bỉm sữa",
        "Khách cũ",
    ),
}
_SEASONS = {
    "en": ("🔥 BFCM 2026", "Evergreen", "✨ New Arrivals", "Scale 🚀", "Q4 Push", "Always On"),
    "vi": (
        "🔥 Sale 11.11",
        "Chạy đều",
        "✨ Hàng mới về",
        "Scale 🚀",
        "Xả kho cuối năm",
        "Quà Tết 🎁",
    ),
}
_FORMATS = {
    "en": (
        "UGC Video",
        "Static",
        "Carousel",
        "Founder-style Reel",
        "Before/After",
        "Unboxing",
        "GIF",
    ),
    "vi": (
        "Video review",
        "Ảnh sản phẩm",
        "Carousel",
        "Reel biến hình",
        "Trước/Sau",
        "Mở hộp",
        "Ảnh KM",
    ),
}
_HOOKS = {
    "en": ("Hook A", "Hook B", "Problem-Solution", '"Wait for it"', "50% off", "Free shipping"),
    "vi": ("Mở đầu A", "Mở đầu B", "Vấn đề - Giải pháp", "Giảm 50%", "Freeship", "Tặng quà"),
}
_RATIOS = ("1x1", "4x5", "9x16")


def pick(options: tuple[str, ...], draw: int) -> str:
    """Return the option that a draw falls on."""
    return options[draw % len(options)]


def campaign_name(shop: Shop, serial: int, draw: int, *, has_budget: bool) -> str:
    """Name a campaign, e.g. `GS | US | ASC | Vitamin C Serum | Broad 25-54`."""
    parts = [
        shop.code,
        pick(shop.markets, draw),
        pick(KINDS[has_budget], draw >> 3),
        pick(shop.products, draw >> 6),
        pick(AUDIENCES[shop.tongue], draw >> 9),
    ]
    style = draw % 10
    if style >= 7:
        parts.insert(0, pick(_SEASONS[shop.tongue], draw >> 12))
    if style in (3, 8):
        parts.append(f"{serial:03d}")
    if serial % 41 == 17:
        parts.extend(f"{product} x {parts[1]}" for product in shop.products * 2)
    return " | ".join(parts)


def adset_name(shop: Shop, serial: int, draw: int) -> str:
    """Name an ad set, e.g. `US | LAL 1% Purchasers | 25-54 | 7DC`."""
    ages = ("18-34", "25-44", "25-54", "35-65+", "18-65+")
    parts = [
        pick(shop.markets, draw),
        pick(AUDIENCES[shop.tongue], draw >> 4),
        pick(ages, draw >> 8),
    ]
    if draw % 5 == 0:
        parts.append("7DC/1DV")
    if draw % 7 == 0:
        parts.append(f"T{serial % 12 + 1:02d}")
    return " | ".join(parts)


def ad_name(shop: Shop, serial: int, draw: int) -> str:
    """Name an ad, e.g. `UGC Video 03 | Hook A | 4x5 | v2`."""
    parts = [
        f"{pick(_FORMATS[shop.tongue], draw)} {draw % 40 + 1:02d}",
        pick(_HOOKS[shop.tongue], draw >> 5),
        pick(_RATIOS, draw >> 8),
    ]
    if draw % 3 == 0:
        parts.append(f"v{draw % 4 + 1}")
    if serial % 97 == 53:
        parts.append("👀 " + pick(shop.products, draw >> 10))
    return " | ".join(parts)


def landing_links(shop: Shop) -> tuple[str, ...]:
    """Return the shop's landing pages: products with query strings, a collection, the home."""
    slugs = ("hero", "bundle", "bestseller", "new", "sale")
    pages = [
        f"https://{shop.domain}/products/{slug}?variant={41_000 + 7 * place}&utm_source=facebook"
        f"&utm_medium=paid&utm_campaign=%7B%7Bcampaign.id%7D%7D"
        for place, slug in enumerate(slugs)
    ]
    pages.append(f"https://{shop.domain}/collections/all?ref=fb&utm_content=%7B%7Bad.name%7D%7D")
    pages.append(f"https://www.{shop.domain}/lp/quiz#start")
    pages.append(f"https://{shop.domain}/")
    return tuple(pages)
