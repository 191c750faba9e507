"""All tables at once, for whoever looks at all of them: migrations, diagnostics and tests."""

from pixecom_desktop.storage.base import Base
from pixecom_desktop.storage.schema import (
    ads,
    commerce,
    connections,
    creatives,
    history,
    identity,
    journal,
    kept,
    leases,
    orders,
    preferences,
    sign_in_failures,
    stats,
    token_facts,
)

SUBJECTS = (
    identity,
    sign_in_failures,
    connections,
    token_facts,
    commerce,
    orders,
    ads,
    creatives,
    stats,
    history,
    journal,
    leases,
    kept,
    preferences,
)

metadata = Base.metadata


def classes() -> dict[str, type[Base]]:
    """Return the mapped classes by the names of their tables, in order."""
    found = (mapper.class_ for mapper in Base.registry.mappers)
    return {one.__tablename__: one for one in sorted(found, key=lambda one: one.__tablename__)}
