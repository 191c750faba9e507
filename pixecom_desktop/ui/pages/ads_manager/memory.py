"""What the Ads Manager has learnt from the tables it showed: names by id, and the accounts' today.

No Qt.
"""

from collections.abc import Collection
from datetime import date

from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui.pages.ads_manager import place


class Memory:
    """Names by Meta's id, for the breadcrumb; `today` is the latest of the accounts'."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.names: dict[str, str] = {}

    def learn(self, table: AdsTable) -> None:
        """Keep the parents' names, and what today is."""
        if len(table):
            for level in ("campaign", "adset"):
                external_id = table.peek(f"{level}_external_id")[0]
                if external_id is not None:
                    self.names[external_id] = table.peek(f"{level}_name")[0] or external_id
        self.today = place.today_of(table) or self.today

    def keep(self, table: AdsTable | None, ids: Collection[str]) -> None:
        """Keep the names of these rows: they become parents."""
        if table is None:
            return
        for external_id, name in zip(table.text["external_id"], table.text["name"], strict=True):
            if external_id in ids:
                self.names[external_id] = name
