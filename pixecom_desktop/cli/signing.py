"""How a command line signs in: the machine's owner by itself, on a team's database with a password.

What cannot be asked for at a terminal is read as a line of standard input, in the order in which it
would have been asked.
"""

import getpass
import sys
from collections.abc import Mapping

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.errors import SellerNeeded, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.sellers import ALL, NO_SELLERS
from pixecom_desktop.domain.session import Session
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.services.sessions import scope_of_all


async def signed_in(runtime: Runtime, slug: str | None) -> Session:
    """Return the session that a command acts in, in the seller of that slug or name.

    Raises UserError where the email or the seller is missing or all of them are meant,
    SignInNeeded for a wrong password.
    """
    if slug == ALL:
        raise UserError("This is done for one seller at a time: name it with --seller.")
    if not runtime.sessions.is_team:
        return await runtime.sessions.open_owner(slug)
    email = email_of(runtime)
    return await runtime.sessions.sign_in_once(email, asked(f"Password of {email}: "), slug)


async def signed_in_as_asked(runtime: Runtime, slug: str | None) -> Scope:
    """Return the scope that a command reads in: one seller's, over all of them for ALL.

    Raises as `signed_in` does.
    """
    if slug == ALL:
        return await signed_in_everywhere(runtime)
    try:
        return (await signed_in(runtime, slug)).scope
    except SellerNeeded as error:
        raise SellerNeeded(f"{error} Or all of them at once: --seller all.") from None


async def signed_in_everywhere(runtime: Runtime) -> Scope:
    """Return the scope over all the sellers of who signs in; raises as `signed_in` does."""
    if not runtime.sessions.is_team:
        return await runtime.sessions.everywhere()
    email = email_of(runtime)
    session = await runtime.sessions.sign_in_anywhere(email, asked(f"Password of {email}: "))
    return scope_of_all(session)


async def sellers_to_name(runtime: Runtime, scope: Scope) -> Mapping[int, str]:
    """Return the names of the scope's sellers by id: of one alone none, for it needs no name."""
    return await runtime.sellers.names(scope) if len(scope.seller_ids) > 1 else NO_SELLERS


def email_of(runtime: Runtime) -> str:
    """Return whose sign-in it is: PIXECOM_EMAIL, else what is typed at the terminal."""
    if runtime.config.email:
        return runtime.config.email
    if sys.stdin is not None and sys.stdin.isatty():
        print("Email: ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip()
    raise UserError("This is a team's database: say who you are in PIXECOM_EMAIL.")


def asked(prompt: str) -> Secret:
    """Return a password, typed without being shown, or the next line of standard input."""
    if sys.stdin is not None and sys.stdin.isatty():
        return Secret(getpass.getpass(prompt))
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return Secret(line.rstrip("\r\n"))
