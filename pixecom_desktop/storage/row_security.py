"""Postgres' own wall between sellers, behind the one that `tenancy` is.

Every table with a seller has a policy that even its owner is under, and each transaction says for
itself, as the application's role, which sellers it is for: what it said ends with it, so a pooled
connection carries nothing over. What this holds back are mistakes of the program. A colleague who
holds the database's URL can say what they like.
"""

from sqlalchemy import Text, bindparam, func, select, true
from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import Scope

ROLE = "pixecom_app"
"""Owns nothing and cannot sign in; made by the migrations where their user may make roles."""

POLICY = "of_its_seller"

OWN_ROWS = (
    "(SELECT current_setting('pixecom.house', true) = 'on')"
    " OR seller_id = (SELECT nullif(split_part("
    "current_setting('pixecom.sellers', true), ',', 1), '')::bigint)"
    " OR seller_id = ANY ((SELECT string_to_array(current_setting('pixecom.sellers', true), ',')"
    "::bigint[])::bigint[])"
)
"""What a policy asks of a row. In sub-selects, so that it is reckoned once a statement; the first
seller stands by itself, because a look into the list costs five times a comparison."""

_HAS_ROLE = (
    "SELECT coalesce((SELECT pg_has_role(oid, 'MEMBER')"
    " AND has_table_privilege(oid, to_regclass('sellers'), 'SELECT')"
    " FROM pg_roles WHERE rolname = 'pixecom_app'), false)"
)


def has_role(session: Session) -> bool:
    """Tell whether the application's role has rights in this database, and its user may take it.

    A role is the whole server's: another database's migration may have made it.
    """
    return bool(session.connection().exec_driver_sql(_HAS_ROLE).scalar_one())


def enter(session: Session, scope: Scope, *, has_role: bool) -> None:
    """Let the transaction that has just begun see the scope's sellers, and no other's rows."""
    sellers = ",".join(str(seller_id) for seller_id in sorted(scope.seller_ids))
    settings = {
        "role": ROLE if has_role else "none",
        "sellers": sellers,
        "house": "on" if scope.house else "off",
    }
    session.connection().execute(_ENTER, settings)


_ENTER = select(
    func.set_config("role", bindparam("role", type_=Text), true()),
    func.set_config("pixecom.sellers", bindparam("sellers", type_=Text), true()),
    func.set_config("pixecom.house", bindparam("house", type_=Text), true()),
)
"""Made once: each transaction on Postgres begins with it."""
