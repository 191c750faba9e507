"""The invented shops: one for each ad account, in the order in which accounts are made.

Together they cover an offset-1 currency (second), a half-hour time zone (third), a clock
that changes (first and fourth), and further ones for larger worlds.
"""

from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A shop: `scale` is the price of a dollar's worth in major units of its currency."""

    name: str
    code: str
    domain: str
    currency: str
    scale: float
    timezone_name: str
    timezone_id: int
    country: str
    markets: tuple[str, ...]
    tongue: str
    products: tuple[str, ...]
    status: int = 1


_BEAUTY = ("Vitamin C Serum", "Peptide Night Cream", "Mineral SPF 50", "Rose Toner", "Lip Oil Trio")
_BEAUTY_VI = (
    "Kem chống nắng SPF50",
    "Serum phục hồi B5",
    "Son tint lì",
    "Nước tẩy trang hoa hồng",
    "Mặt nạ đất sét",
)
_CLOTHES = ("Linen Kurta", "Block Print Saree", "Cotton Dupatta", "Silk Stole", "Jute Tote")
_OUTDOOR = ("Trail Jacket", "Merino Base Layer", "Camp Mug", "35 L Rucksack", "Wool Socks 3-Pack")
_HOME = ("Oak Floating Shelf", "Ceramic Vase", "Washed Linen Set", "Table Lamp", "Storage Basket")
_PETS = ("Calming Dog Bed", "Slow Feeder Bowl", "Cat Tree XL", "Grooming Glove", "Salmon Treats")

SHOPS: tuple[Shop, ...] = (
    Shop(
        name="Glowstone Skincare US",
        code="GS",
        domain="glowstone.example",
        currency="USD",
        scale=1.0,
        timezone_name="America/New_York",
        timezone_id=7,
        country="US",
        markets=("US", "CA", "US+CA"),
        tongue="en",
        products=_BEAUTY,
    ),
    Shop(
        name="Mộc Lan Cosmetics 🌸",
        code="ML",
        domain="moclan.example",
        currency="VND",
        scale=5_000.0,
        timezone_name="Asia/Ho_Chi_Minh",
        timezone_id=140,
        country="VN",
        markets=("VN", "HN+HCM", "Miền Nam"),
        tongue="vi",
        products=_BEAUTY_VI,
    ),
    Shop(
        name="Chai & Thread",
        code="CT",
        domain="chaithread.example",
        currency="INR",
        scale=20.0,
        timezone_name="Asia/Kolkata",
        timezone_id=71,
        country="IN",
        markets=("IN", "Metro", "Tier 1"),
        tongue="en",
        products=_CLOTHES,
    ),
    Shop(
        name="Kestrel Outdoor GmbH",
        code="KO",
        domain="kestrel-outdoor.example",
        currency="EUR",
        scale=0.9,
        timezone_name="Europe/Berlin",
        timezone_id=47,
        country="DE",
        markets=("DE", "AT+CH", "EU"),
        tongue="en",
        products=_OUTDOOR,
    ),
    Shop(
        name="Harbour & Oak",
        code="HO",
        domain="harbouroak.example",
        currency="GBP",
        scale=0.8,
        timezone_name="Europe/London",
        timezone_id=58,
        country="GB",
        markets=("UK", "UK+IE"),
        tongue="en",
        products=_HOME,
        status=9,
    ),
    Shop(
        name="Pfötchen & Co",
        code="PC",
        domain="pfoetchen.example",
        currency="HUF",
        scale=240.0,
        timezone_name="Europe/Budapest",
        timezone_id=61,
        country="HU",
        markets=("HU", "HU+SK"),
        tongue="en",
        products=_PETS,
    ),
    Shop(
        name="Glowstone Skincare Gulf",
        code="GG",
        domain="glowstone-gulf.example",
        currency="KWD",
        scale=0.25,
        timezone_name="Asia/Kuwait",
        timezone_id=79,
        country="KW",
        markets=("KW", "GCC"),
        tongue="en",
        products=_BEAUTY,
    ),
    Shop(
        name="Kestrel Outdoor Japan",
        code="KJ",
        domain="kestrel-jp.example",
        currency="JPY",
        scale=120.0,
        timezone_name="Asia/Tokyo",
        timezone_id=78,
        country="JP",
        markets=("JP",),
        tongue="en",
        products=_OUTDOOR,
    ),
)
