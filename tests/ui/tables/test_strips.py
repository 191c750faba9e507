"""Rows that were kept as pictures look as rows that are painted."""

import gc
from dataclasses import replace
from weakref import ref

from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import SortKey
from pixecom_desktop.ui.tables.delegates import RowDelegate
from pixecom_desktop.ui.tables.strips import Strips
from tests.ui.tables.business import business

ROWS = 200


def _scroll(hands):
    hands.panes.body.verticalScrollBar().setValue(431)


def _tick(hands):
    hands.click(13, "check")


def _hover(hands):
    hands.panes.body.look.hover, hands.panes.body.look.over_name = 14, True


def _send(hands):
    model = hands.panes.model
    hands.panes.body.look.sending = {model.key(15): EntityStatus.PAUSED}


def _restyle(hands):
    hands.panes.model.restyle(
        replace(SellerPreferences(), roas_good=2, roas_fair=1), in_full=True, tiers={}
    )


def _sort(hands):
    hands.view.show_sorted((SortKey("name", False),))


def _stale(hands):
    hands.view.show_stale({(0, hands.panes.model.account(0)): "3 days"})


def _sideways(hands):
    hands.panes.body.horizontalScrollBar().setValue(250)


def _other_rows(hands):
    hands.show(business(ROWS, currencies=("VND",)))


CHANGES = (_scroll, _tick, _hover, _send, _sort, _stale, _sideways, _restyle, _other_rows)


def _grabbed(hands):
    return [half.viewport().grab().toImage() for half in hands.panes.halves]


def _painted(hands, monkeypatch):
    """Return how the table looks with every row painted."""
    with monkeypatch.context() as patch:
        patch.setattr(Strips, "begin", lambda *_: False)
        return _grabbed(hands)


def test_what_is_copied_looks_as_what_is_painted_after_every_change(hands, monkeypatch):
    hands.show(business(ROWS, currencies=("USD", "VND")))
    seen = [_painted(hands, monkeypatch)]
    for change in CHANGES:
        change(hands)
        # The second and third time a row is copied.
        shown = [_grabbed(hands) for _ in range(3)]
        seen.append(_painted(hands, monkeypatch))
        assert shown == [seen[-1]] * 3, change.__name__
        assert seen[-1] != seen[-2], change.__name__


def test_a_page_that_is_scrolled_by_a_row_paints_no_more_than_what_came_into_sight(
    hands, monkeypatch
):
    hands.show(business(ROWS))
    painted, paint = set(), RowDelegate._row

    def counted(self, painter, row, top, spans, width):
        painted.add(row)
        paint(self, painter, row, top, spans, width)

    _grabbed(hands)
    _grabbed(hands)
    monkeypatch.setattr(RowDelegate, "_row", counted)
    hands.panes.body.verticalScrollBar().setValue(hands.panes.body.look.height)
    _grabbed(hands)

    assert 0 < len(painted) <= 2


def test_a_table_leaves_memory_as_soon_as_another_is_shown(hands):
    shown = business(ROWS)
    figures = ref(shown.measures["spend"])
    hands.show(shown)
    _grabbed(hands)
    del shown
    gc.disable()
    try:
        hands.show(business(ROWS))
        _grabbed(hands)
        assert figures() is None
    finally:
        gc.enable()
