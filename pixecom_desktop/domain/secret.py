"""A string that does not show itself.

Tokens, passwords and keys travel as `Secret`; only `reveal()` gives the text, so that a search for
it finds every place that handles one.
"""

from typing_extensions import override


class Secret:
    """A text whose repr, str and format are dots; equal by value, never hashed or pickled."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    __hash__ = None  # type: ignore[assignment]

    @override
    def __repr__(self) -> str:
        return "Secret(•••)"

    @override
    def __str__(self) -> str:
        return "•••"

    @override
    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a Secret is not pickled")
