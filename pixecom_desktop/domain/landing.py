"""Where an ad leads: the shop's page that a landing link means, and short names for it.

A link comes from outside and is opened by people, so only what is plainly a page on the web passes:
http or https, a public host's name, no sign-in, nothing that is no part of an address.
"""

import re
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import SplitResult, unquote, urlsplit

LONGEST = 2_000
_LONGEST_SLUG, _LONGEST_NAME = 60, 120
_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_ODD = re.compile(r"[^a-z0-9]+")
_META = ("facebook.com", "fb.com", "fb.me", "instagram.com", "m.me", "wa.me")
"""Meta's own hosts: an ad that leads there leads to no shop."""


def page_of(link: str) -> str:
    """Return the page that a landing link means: without query and fragment, written in one way.

    "" where it is no page of a shop. The same page is the same text: scheme and host in small
    letters, no usual port, no slash at the end but the root's.
    """
    return _page(link.strip().partition("#")[0].partition("?")[0])


def slugs(page: str) -> tuple[str, str]:
    """Return two short names for a page, the shorter first: "hat", "glowstone-hat"."""
    parts = urlsplit(page)
    shop = _plain(_shop(parts))
    last = _plain(unquote(parts.path.rpartition("/")[2]).removesuffix(".html"))
    short = last or shop or "page"
    return short, f"{shop}-{short}"[:_LONGEST_SLUG].strip("-")


def title(page: str) -> str:
    """Return a page as people call it: "glowstone.example/products/hat"."""
    parts = urlsplit(page)
    named = parts.netloc.removeprefix("www.") + unquote(parts.path).rstrip("/")
    return "".join(c if c.isprintable() else " " for c in named)[:_LONGEST_NAME]


@lru_cache(maxsize=4_096)
def _page(link: str) -> str:
    if not link or len(link) > LONGEST or not _is_plain(link):
        return ""
    try:
        parts = urlsplit(link)
        host, port = _host(parts), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or "@" in parts.netloc:
        return ""
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    return f"{scheme}://{place}{parts.path.rstrip('/') or '/'}"


def _is_plain(link: str) -> bool:
    """Tell whether every sign may stand in an address; a template of Meta's was never filled in."""
    return link.isprintable() and not any(c in link for c in ' \\<>{}|^`"')


def _host(parts: SplitResult) -> str:
    """Return the host in ASCII, "" where it is no public name; raises ValueError for an odd one."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    labels = host.split(".")
    is_name = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    is_metas = any(host == one or host.endswith(f".{one}") for one in _META)
    return host if is_name and not is_metas and len(host) <= 253 else ""


def _shop(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.").partition(".")[0]


def _plain(text: str) -> str:
    ascii_ = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return _ODD.sub("-", ascii_)[:_LONGEST_SLUG].strip("-")
