"""Reads the `fields` parameter in the four shapes that clients send.

`a,b`, JSON `["a","b"]`, Python's `['a', 'b']`, and nested `creative{id,thumbnail_url}` or
`insights.level(ad).time_increment(1){spend}` (graph.md section 1).
"""

from typing_extensions import override

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.errors import syntax


@dataclass(frozen=True, slots=True)
class Field:
    """One asked field: its name, the arguments after dots, the fields inside braces."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()
    inner: "tuple[Field, ...] | None" = None

    @override
    def __str__(self) -> str:
        arguments = "".join(f".{name}({value})" for name, value in self.arguments)
        inner = "" if self.inner is None else f"{{{','.join(str(one) for one in self.inner)}}}"
        return f"{self.name}{arguments}{inner}"


_MOST_BLOCKS = 50


def parse(text: str | None) -> tuple[Field, ...] | None:
    """Return the asked fields without repetitions, or None where none were named.

    Raises GraphError (2500) where the text cannot be read.
    """
    if text is None or not text.strip():
        return None
    trimmed = text.strip()
    if trimmed.startswith("["):
        if not trimmed.endswith("]"):
            raise syntax("Expected end of list instead of end of string.")
        trimmed = trimmed[1:-1].replace('"', "").replace("'", "")
    if trimmed.count("{") > _MOST_BLOCKS:
        raise syntax("Too many levels of fields.")
    fields, rest = _fields(trimmed, 0)
    if rest != len(trimmed):
        raise syntax(f'Expected end of string instead of \\"{trimmed[rest]}\\".')
    return tuple({field.name: field for field in fields}.values()) or None


def _fields(text: str, at: int) -> tuple[list[Field], int]:
    fields: list[Field] = []
    while at < len(text):
        if text[at] in " \n\t,":
            at += 1
            continue
        if text[at] == "}":
            break
        field, at = _field(text, at)
        fields.append(field)
    return fields, at


def _field(text: str, at: int) -> tuple[Field, int]:
    name, at = _word(text, at)
    arguments: list[tuple[str, str]] = []
    while at < len(text) and text[at] == ".":
        argument, at = _word(text, at + 1)
        value, at = _argument(text, at)
        arguments.append((argument, value))
    inner: tuple[Field, ...] | None = None
    if at < len(text) and text[at] == "{":
        nested, at = _fields(text, at + 1)
        if at >= len(text):
            raise syntax("Expected end of block instead of end of string.")
        inner, at = tuple(nested), at + 1
    return Field(name, tuple(arguments), inner), at


def _word(text: str, at: int) -> tuple[str, int]:
    begin = at
    while at < len(text) and (text[at].isalnum() or text[at] in "_:-"):
        at += 1
    if begin == at:
        found = text[at] if at < len(text) else "end of string"
        raise syntax(f"Expected name instead of {found}.")
    return text[begin:at], at


def _argument(text: str, at: int) -> tuple[str, int]:
    if at >= len(text) or text[at] != "(":
        raise syntax("Expected arguments in parentheses.")
    depth, begin = 0, at + 1
    while at < len(text):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return text[begin : at - 1], at
    raise syntax("Expected end of arguments instead of end of string.")
