"""The one access token that the sandbox takes, its state and its permissions.

Anything else is Meta's error 190. State and permissions can be switched to see what a
client does about it.
"""

import hashlib

from pixecom_desktop.sandbox.errors import TOKEN_SUBCODES, bad_token, missing_scope, no_token

SCOPES = ("ads_read", "ads_management", "business_management", "public_profile")


class TokenDesk:
    """Says who may come in. `state` is `valid` or a key of `errors.TOKEN_SUBCODES`."""

    def __init__(self, seed: int) -> None:
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

    def check(self, token: str | None) -> None:
        """Raise GraphError (190, or 2500 without any token) unless the token is good."""
        if token is None:
            raise no_token()
        if token != self.token:
            raise bad_token("unknown")
        if self.state != "valid":
            raise bad_token(self.state)

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
