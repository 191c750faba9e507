"""Amounts as Meta writes them.

Objects carry minor units as integer text (offset 100, or 1 for eleven currencies: graph.md
1.3); insights carry major units as decimal text. Everything inside the sandbox is a whole
number of minor units by that same offset, so all sums are exact.
"""

OFFSET_ONE = frozenset(
    ("CLP", "COP", "CRC", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "TWD", "VND")
)


def offset(currency: str) -> int:
    """Return how many minor units make one major unit on the wire."""
    return 1 if currency in OFFSET_ONE else 100


def major_text(minor: int, minor_per_major: int) -> str:
    """Write minor units as Meta's insights do: `7653` becomes `76.53`, `11800` `118`."""
    if minor_per_major == 1:
        return str(minor)
    whole, part = divmod(minor, minor_per_major)
    if not part:
        return str(whole)
    return f"{whole}.{part:02d}".rstrip("0")


def ratio_text(numerator: int, denominator: int, *, digits: int = 6) -> str:
    """Write a quotient with at most `digits` decimals, ties up, without trailing zeros.

    Raises ZeroDivisionError where the denominator is zero: Meta leaves such keys out.
    """
    scale = 10**digits
    scaled = (2 * numerator * scale + denominator) // (2 * denominator)
    whole, part = divmod(scaled, scale)
    if not part:
        return str(whole)
    return f"{whole}.{part:0{digits}d}".rstrip("0")
