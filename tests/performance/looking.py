"""What is looked at of a table within a timed answer: its columns are laid out only then."""

import numpy as np

from pixecom_desktop.domain.query import SORTABLE, AdsTable

PAGE = 50
"""Rows that a tall window shows at once."""


def first_page(table: AdsTable) -> AdsTable:
    """Look at what a first frame shows: every column of a page of rows, their marks, the foot."""
    page = every_row(table.take(np.arange(min(PAGE, len(table)))))
    for key in SORTABLE:
        page.values(key)
    for line in table.summary:
        dict(line.measures)
    return table


def every_row(table: AdsTable) -> AdsTable:
    """Lay out all texts, measures and marks of all rows, which is what a bare question returns."""
    for columns in (table.text, table.measures, table.marks):
        dict(columns)
    return table
