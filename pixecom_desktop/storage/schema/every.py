"""All tables at once, for whoever looks at the metadata: migrations and tests."""

from pixecom_desktop.storage.base import Base
from pixecom_desktop.storage.schema import ads, commerce, connections, identity, journal, stats

SUBJECTS = (identity, connections, commerce, ads, stats, journal)

metadata = Base.metadata
