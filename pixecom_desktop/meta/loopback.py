"""A door on this computer alone, to which the browser comes back after signing in at Meta.

It listens on 127.0.0.1, takes one answer that carries the state it was opened with, and sends the
browser on at once to an address without it: no code stays on a page or in the history.
"""

import asyncio
import contextlib
import secrets
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass

PORT = 53_682
"""One number, since Meta compares the address letter by letter with the app's own list."""

_LONGEST, _SECONDS, _LINGER = 16_384, 10.0, 1.0
_HEADERS = (
    "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
    "Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\nConnection: close\r\n"
)
_SAID = {
    "/done": "You are signed in. Close this tab and go back to PixEcom.",
    "/denied": "You were not signed in. Close this tab and go back to PixEcom.",
}
_USED = "This sign-in was used already. Close this tab and go back to PixEcom."
_STRANGE = (
    "This answer belongs to another sign-in. Close this tab, go back to PixEcom, and sign in there."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    status: str
    said: str = ""
    to: str = ""


class Loopback:
    """Open while its `async with` block lasts; entering raises UserError for a port in use."""

    def __init__(self, *, port: int = PORT) -> None:
        self.state = secrets.token_urlsafe(32)
        self._port = port
        self._server: asyncio.Server | None = None
        self._answer: asyncio.Future[Secret | UserError] | None = None
        self._seen = asyncio.Event()

    @property
    def address(self) -> str:
        """Return where the browser is to come back to.

        Meta lets a name of this computer pass while an app is in development, and names only
        `localhost`.
        """
        return f"http://localhost:{self._port}/callback"

    async def __aenter__(self) -> Self:
        self._answer = asyncio.get_running_loop().create_future()
        try:
            self._server = await asyncio.start_server(
                self._serve, "127.0.0.1", self._port, limit=_LONGEST
            )
        except OSError as error:
            raise UserError(
                f"Port {self._port} of this computer is in use, perhaps by another window that "
                "signs in. Close that, and sign in once more; or paste a token."
            ) from error
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            is_told = self._answer is not None and self._answer.done()
            if is_told and not isinstance(error, asyncio.CancelledError):
                # The browser is still to fetch the page that says how it went.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LINGER):
                        await self._seen.wait()
        finally:
            server.close()

    async def code(self, seconds: float) -> Secret:
        """Return the code of the one good answer; raises UserError for a denial or a time-out."""
        if self._answer is None:
            raise RuntimeError("a Loopback is used inside of its `async with` block")
        try:
            async with asyncio.timeout(seconds):
                found = await asyncio.shield(self._answer)
        except TimeoutError:
            found = UserError(
                f"Nobody signed in within {round(seconds / 60)} minutes. Sign in once more."
            )
        if isinstance(found, UserError):
            raise found
        return found

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(_written(self._reply(head.decode("latin-1"))))
                await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            # Whoever it was has gone, or is no browser; the door stays open for one.
            pass
        finally:
            writer.close()

    def _reply(self, head: str) -> _Reply:
        line, *headers = head.split("\r\n")
        method, _, rest = line.partition(" ")
        parts = urlsplit(rest.partition(" ")[0])
        host = next((one[5:].strip() for one in headers if one.lower().startswith("host:")), "")
        if method != "GET" or host not in (f"localhost:{self._port}", f"127.0.0.1:{self._port}"):
            return _Reply(status="400 Bad Request", said=_STRANGE)
        if parts.path in _SAID:
            self._seen.set()
            return _Reply(status="200 OK", said=_SAID[parts.path])
        if parts.path != "/callback":
            return _Reply(status="404 Not Found", said="There is nothing here.")
        return self._came_back({name: values[0] for name, values in parse_qs(parts.query).items()})

    def _came_back(self, words: dict[str, str]) -> _Reply:
        """Take the answer if it is the first one with our state; any other changes nothing."""
        given = words.get("state", "")
        if self._answer is None or not secrets.compare_digest(given.encode(), self.state.encode()):
            return _Reply(status="400 Bad Request", said=_STRANGE)
        if self._answer.done():
            return _Reply(status="410 Gone", said=_USED)
        code = words.get("code", "")
        if code and "error" not in words:
            self._answer.set_result(Secret(code))
            return _Reply(status="303 See Other", to="/done")
        self._answer.set_result(_denial(words))
        return _Reply(status="303 See Other", to="/denied")


def _denial(words: dict[str, str]) -> UserError:
    if words.get("error_reason") == "user_denied" or words.get("error") == "access_denied":
        return UserError(
            "You did not let the app in at Meta, so nothing was connected. Sign in once more and "
            "agree, or paste a token."
        )
    return UserError(
        "Meta did not sign you in and gave no code. Check in the app's settings that you have a "
        "role in it and that it may use Facebook Login; then sign in once more."
    )


def _written(reply: _Reply) -> bytes:
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>PixEcom</title>'
        f"<p>{reply.said}</p></html>"
        if reply.said
        else ""
    )
    to = f"Location: {reply.to}\r\n" if reply.to else ""
    data = body.encode()
    head = f"HTTP/1.1 {reply.status}\r\n{_HEADERS}{to}Content-Length: {len(data)}\r\n\r\n"
    return head.encode("ascii") + data
