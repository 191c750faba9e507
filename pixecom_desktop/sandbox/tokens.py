"""The one access token that the sandbox takes, its state and its permissions.

Anything else is Meta's error 190. State and permissions can be switched to see what a
client does about it.
"""

import hashlib
import hmac

from pixecom_desktop.sandbox.errors import (
    TOKEN_SUBCODES,
    bad_proof,
    bad_token,
    missing_scope,
    no_token,
)

_DAY = 86_400
SCOPES = ("ads_read", "ads_management", "business_management", "public_profile")


class TokenDesk:
    """Says who may come in. `state` is `valid` or a key of `errors.TOKEN_SUBCODES`.

    With an `app_secret` every call must prove that it knows it too (graph.md section 1).
    """

    def __init__(self, seed: int, app_secret: str | None = None) -> None:
        self._app_secret = app_secret
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

    def check(self, token: str | None, proof: str | None = None) -> None:
        """Raise GraphError (190, or 2500 without any token) unless the token is good.

        Raises 100 where a proof is missing or wrong.
        """
        if token is None:
            raise no_token()
        if token != self.token:
            raise bad_token("unknown")
        if self.state != "valid":
            raise bad_token(self.state)
        if self._app_secret is not None and proof != self._proof(self._app_secret):
            raise bad_proof(given=proof is not None)

    def told(self, token: str, now: int) -> dict[str, object]:
        """Return what debug_token says of any token; `now` in unix seconds."""
        known = {"app_id": "9001", "type": "USER", "application": "Sandbox"}
        if token != self.token or self.state != "valid":
            error = bad_token(self.state if token == self.token else "unknown")
            told = {"code": error.code, "message": error.message}
            if error.subcode is not None:
                told["subcode"] = error.subcode
            return {**known, "error": told, "is_valid": False, "scopes": []}
        return {
            **known,
            "data_access_expires_at": now + 90 * _DAY,
            "expires_at": now + 60 * _DAY,
            "is_valid": True,
            "issued_at": now - _DAY,
            "scopes": [scope for scope in SCOPES if scope in self.scopes],
            "user_id": "10001",
        }

    def _proof(self, secret: str) -> str:
        return hmac.new(secret.encode(), self.token.encode(), "sha256").hexdigest()

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
