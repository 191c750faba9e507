"""A plain HTTP caller for the sandbox's tests: the standard library, nothing of the program's."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: HTTP status, headers by lower-case name, the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body decoded."""
        return json.loads(self.body)

    @property
    def error(self) -> dict[str, Any]:
        """Return the error inside the envelope."""
        return self.json["error"]

    @property
    def ids(self) -> list[str]:
        """Return the ids of a listing's page."""
        return [one["id"] for one in self.json["data"]]


class Api:
    """Calls one server with one token; `token` None sends none."""

    def __init__(self, base: str, token: str | None, version: str = "v26.0") -> None:
        self._address = urlsplit(base)
        self._token = token
        self._version = version
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str, **params: object) -> Answer:
        """Ask for a path below the version; lists and maps are sent as JSON."""
        return self.send("GET", f"/{self._version}/{path}?{urlencode(words(params))}")

    def post(self, path: str, **form: object) -> Answer:
        """Post a form to a path below the version."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(words(form)).encode()
        return self.send("POST", f"/{self._version}/{path}", kind, body)

    def delete(self, path: str) -> Answer:
        """Delete an object."""
        return self.send("DELETE", f"/{self._version}/{path}")

    def follow(self, address: str) -> Answer:
        """Ask for an absolute address as it stands, with no token of our own."""
        parts = urlsplit(address)
        assert (parts.hostname, parts.port) == (self._address.hostname, self._address.port)
        return self.send("GET", f"{parts.path}?{parts.query}", {"Authorization": ""})

    def pages(self, path: str, **params: object) -> Iterator[Answer]:
        """Go through a listing by following `next` literally, as several public clients do."""
        answer = self.get(path, **params)
        while True:
            assert answer.status == 200, answer.body
            yield answer
            following = answer.json.get("paging", {}).get("next")
            if following is None:
                return
            answer = self.follow(following)

    def rows(self, path: str, **params: object) -> list[dict[str, Any]]:
        """Return all rows of a listing."""
        return [row for page in self.pages(path, **params) for row in page.json["data"]]

    def send(
        self,
        method: str,
        target: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send a request as it stands; the token goes as a Bearer unless a header says else."""
        connection = self._connection or self._connect()
        sent = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        connection.request(method, target, body=body, headers={**sent, **(headers or {})})
        response = connection.getresponse()
        return Answer(
            status=response.status,
            headers={name.lower(): text for name, text in response.getheaders()},
            body=response.read(),
        )

    def close(self) -> None:
        """Give the socket back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        self._connection = http.client.HTTPConnection(host, port, timeout=30)
        return self._connection


def words(params: dict[str, object]) -> dict[str, str]:
    """Return parameters as Graph takes them: lists and maps as JSON, the rest as text."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in params.items()
    }
