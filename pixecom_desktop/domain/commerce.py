"""The shop's side: landing pages, products and orders."""

from datetime import datetime

from pixecom_desktop.domain.enums import OrderStatus
from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sellpage:
    """A shop's landing page; `url` without its query, `slug` unique within the seller."""

    id: int
    slug: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something a shop sells."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order; `total_micros` in `currency`."""

    id: int
    number: str
    status: OrderStatus
    total_micros: int
    currency: str
    placed_at: datetime
    sellpage_id: int | None = None
