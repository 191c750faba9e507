"""The access token that the sandbox takes and those that it issues, their state and permissions.

Anything else is Meta's error 190. All are one user's, so they share the state. State and
permissions can be switched to see what a client does about it.
"""

import hashlib
import hmac
from collections.abc import Callable

from pixecom_desktop.sandbox.errors import (
    TOKEN_SUBCODES,
    bad_proof,
    bad_token,
    missing_scope,
    no_token,
)

_DAY = 86_400
APP = "9001"
LONG = 60 * _DAY - 1
"""Seconds for which an issued token lives."""
SCOPES = (
    *("ads_read", "ads_management", "business_management", "pages_show_list", "public_profile"),
)


class TokenDesk:
    """Says who may come in. `state` is `valid` or a key of `errors.TOKEN_SUBCODES`.

    With an `app_secret` every call must prove that it knows it too (graph.md section 1).
    `expires_at` is when the first token ends, in unix seconds; 0 never (a system user's),
    None always 60 days from now. `now` tells the time.
    """

    def __init__(
        self, seed: int, app_secret: str | None = None, *, now: Callable[[], int] = lambda: 0
    ) -> None:
        self._app_secret = app_secret
        self._now = now
        self._issued: dict[str, int] = {}
        self._codes: dict[str, str] = {}
        self.denies = False
        self.app_secret = app_secret or hashlib.sha256(f"secret {seed}".encode()).hexdigest()[:32]
        self.expires_at: int | None = None
        digest = hashlib.sha256(f"sandbox token {seed}".encode()).hexdigest()
        self.token = f"EAAB{digest.upper()}ZD"
        self.state = "valid"
        self.scopes: frozenset[str] = frozenset(SCOPES)
        self.refusal_code = 200

    def set_state(self, state: str) -> None:
        """Switch the token's state; ValueError for one that does not exist."""
        if state != "valid" and state not in TOKEN_SUBCODES:
            raise ValueError(f"a token cannot be {state}")
        self.state = state

    def require_proof(self, app_secret: str | None) -> None:
        """Let every call prove that it knows this secret of the app's; None lets none."""
        self._app_secret = app_secret
        self.app_secret = app_secret or self.app_secret

    def check(self, token: str | None, proof: str | None = None) -> None:
        """Raise GraphError (190, or 2500 without any token) unless the token is good.

        Raises 100 where a proof is missing or wrong.
        """
        if token is None:
            raise no_token()
        self.introduce(token)
        if self._app_secret is not None and proof != self._proof(self._app_secret, token):
            raise bad_proof(given=proof is not None)

    def issue(self) -> tuple[str, int]:
        """Return a new token of the same user and the seconds for which it lives."""
        digest = hashlib.sha256(f"{self.token} {len(self._issued)}".encode()).hexdigest()
        token = f"EAAB{digest.upper()}ZD"
        self._issued[token] = self._now() + LONG
        return token, LONG

    def code_for(self, redirect: str) -> str:
        """Return a code that is good once, for that redirect address."""
        code = f"AQ{hashlib.sha256(f'{redirect} {len(self._codes)}'.encode()).hexdigest()}"
        self._codes[code] = redirect
        return code

    def redeem(self, code: str, redirect: str) -> bool:
        """Whether a code was given for that very address; it is good no more."""
        return self._codes.pop(code, None) == redirect

    def introduce(self, token: str) -> None:
        """Raise GraphError (190) unless a token is good; no proof is asked for."""
        state = self._state_of(token)
        if state != "valid":
            raise bad_token(state)

    def told(self, token: str, now: int) -> dict[str, object]:
        """Return what debug_token says of any token; `now` in unix seconds."""
        expires = self._end_of(token)
        kind = "SYSTEM_USER" if expires == 0 else "USER"
        known = {"app_id": APP, "type": kind, "application": "Sandbox"}
        state = self._state_of(token)
        if state != "valid":
            error = bad_token(state)
            told = {"code": error.code, "message": error.message}
            if error.subcode is not None:
                told["subcode"] = error.subcode
            return {**known, "error": told, "is_valid": False, "scopes": []}
        return {
            **known,
            "data_access_expires_at": now + 90 * _DAY,
            "expires_at": now + 60 * _DAY if expires is None else expires,
            "is_valid": True,
            "issued_at": now - _DAY,
            "scopes": [scope for scope in SCOPES if scope in self.scopes],
            "granular_scopes": [
                {"scope": scope} for scope in SCOPES if scope in self.scopes and "_" in scope
            ],
            "user_id": "10001",
        }

    def _end_of(self, token: str) -> int | None:
        return self._issued.get(token, self.expires_at)

    def _state_of(self, token: str) -> str:
        if token != self.token and token not in self._issued:
            return "unknown"
        ends = self._end_of(token)
        if self.state == "valid" and ends and ends <= self._now():
            return "expired"
        return self.state

    def _proof(self, secret: str, token: str) -> str:
        return hmac.new(secret.encode(), token.encode(), "sha256").hexdigest()

    def need_read(self) -> None:
        """Raise GraphError (200 or 10) unless statistics and objects may be read."""
        if not self.scopes & {"ads_read", "ads_management"}:
            raise missing_scope("ads_management or ads_read", code=self.refusal_code)

    def need_write(self) -> None:
        """Raise GraphError (200 or 10) unless objects may be changed."""
        if "ads_management" not in self.scopes:
            raise missing_scope("ads_management", code=self.refusal_code)

    def permissions(self) -> list[dict[str, str]]:
        """Return every permission, granted or declined."""
        return [
            {"permission": scope, "status": "granted" if scope in self.scopes else "declined"}
            for scope in SCOPES
        ]
