"""What a password may be, before anybody hashes it.

bcrypt reads 72 bytes and stops at a NUL: what it would cut off is refused here, in words. The same
letters typed on two systems (composed, decomposed) are the same password: NFC is what is hashed.
"""

from unicodedata import normalize

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret

SHORTEST, LONGEST_BYTES = 8, 72


def hashed_form(password: Secret) -> bytes:
    """Return the bytes that are hashed, at most 72; raises UserError for what cannot be."""
    text = password.reveal()
    if not text:
        raise UserError("Type a password.")
    if "\x00" in text:
        raise UserError("A password cannot hold a NUL character.")
    try:
        form = normalize("NFC", text).encode("utf-8")
    except UnicodeEncodeError:
        raise UserError("A password cannot hold half a character.") from None
    if len(form) > LONGEST_BYTES:
        raise UserError(
            f"That password is {len(form)} bytes long; {LONGEST_BYTES} are the most. Letters with"
            " accents take two bytes, emoji four."
        )
    return form


def new_form(password: Secret) -> bytes:
    """Return the bytes of a password that is to be set; raises UserError where it is too short."""
    form = hashed_form(password)
    if len(normalize("NFC", password.reveal())) < SHORTEST:
        raise UserError(f"A password has {SHORTEST} characters or more.")
    return form
