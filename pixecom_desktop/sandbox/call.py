"""One request and one answer, in Graph's own terms.

Parameters come from the query and the body alike (form, multipart or JSON) and are text;
what is a list or a map arrives as JSON inside that text.
"""

import json
from dataclasses import field
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.errors import GraphError, bad_parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request with its version stripped and its path normalised."""

    method: str
    version: str
    path: tuple[str, ...]
    params: dict[str, str]
    token: str | None
    origin: str

    def text(self, name: str) -> str | None:
        """Return a parameter's text, None where it is missing or empty."""
        return self.params.get(name) or None

    def json(self, name: str) -> object:
        """Return a parameter that carries JSON, decoded; None where it is missing.

        Raises GraphError (100) where it is no JSON.
        """
        raw = self.text(name)
        if raw is None:
            return None
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            raise bad_parameter(f"param {name} must be valid JSON.", blame=name) from None

    def words(self, name: str) -> list[str] | None:
        """Return a list of words from `["A","B"]`, `['A', 'B']`, `A,B` or `A`."""
        raw = self.text(name)
        if raw is None:
            return None
        trimmed = raw.strip()
        if trimmed.startswith("["):
            trimmed = trimmed.removeprefix("[").removesuffix("]")
        parts = (part.strip().strip("\"'") for part in trimmed.split(","))
        return [part for part in parts if part]

    def number(self, name: str) -> int | None:
        """Return a whole number; raises GraphError (100) where it is none."""
        raw = self.text(name)
        if raw is None:
            return None
        try:
            return int(raw)
        except ValueError:
            raise bad_parameter(f"param {name} must be an integer.", blame=name) from None


@dataclass(slots=True, kw_only=True)
class Reply:
    """An answer: HTTP status, body bytes and the headers beside the usual ones.

    `dropped` ends its connection in the middle; `executed` False makes it `null` in a batch.
    """

    status: int = 200
    body: bytes = b"{}"
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    code: int | None = None
    dropped: bool = False
    executed: bool = True


def body_params(content_type: str, body: bytes) -> dict[str, str]:
    """Return the parameters of a request body; raises GraphError (100) if unreadable."""
    if not body:
        return {}
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind == "application/json":
        return _json_params(body)
    if kind == "multipart/form-data":
        return _multipart_params(content_type, body)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _json_params(body: bytes) -> dict[str, str]:
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        raise GraphError(100, "(#100) The request body is not valid JSON") from None
    if not isinstance(decoded, dict):
        raise GraphError(100, "(#100) The request body must be a JSON object")
    return {
        str(name): value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        for name, value in decoded.items()
    }


def _multipart_params(content_type: str, body: bytes) -> dict[str, str]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    params: dict[str, str] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if name and part.get_filename() is None:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                params[str(name)] = content.decode("utf-8", "replace")
    return params
