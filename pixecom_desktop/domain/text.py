"""The one rule by which names are searched: NFC, then Unicode case-folding.

The folded text is stored beside the name, so SQLite, Postgres and memory agree.
"""

from unicodedata import normalize

SEARCH_LIMIT = 100


def fold(text: str) -> str:
    """Return the text as it is compared in a search."""
    return normalize("NFC", text).casefold()


def clean(text: str) -> str:
    """Return a text from outside as it is stored: NUL and lone surrogates taken out.

    Postgres refuses NUL in text, and no UTF-8 can hold a lone surrogate.
    """
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return text.startswith(("=", "+", "-", "@", "\t", "\r"))


def inert(text: str) -> str:
    """Return a text as a spreadsheet may have it: an apostrophe before what it would run."""
    return f"'{text}" if is_formula(text) else text


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids where the text is nothing but ids (digits, with or without `act_`)."""
    words = text.replace(",", " ").replace(";", " ").split()
    if words and all(
        word.removeprefix("act_").isascii() and word.removeprefix("act_").isdigit()
        for word in words
    ):
        return tuple(dict.fromkeys(words))
    return ()
