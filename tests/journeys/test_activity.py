"""The journal as it is read: filtered on either engine, and what is left of each action."""

from dataclasses import replace
from datetime import timedelta

from pixecom_desktop.domain.actions import BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.journal import ActionFilter, ActionKind, Ended
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.sandbox.faults import Fault

PAUSE = SetStatus(status=EntityStatus.PAUSED)
ACTIVATE = SetStatus(status=EntityStatus.ACTIVE)


async def test_the_journal_is_filtered_and_says_what_is_left_of_each_action(house, synced, meta):
    async with house(synced) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        table = await home.table(AdsQuery())
        text = {key: table.text[key].tolist() for key in ("external_id", "status", "account")}
        names = dict(zip(text["external_id"], table.text["name"].tolist(), strict=True))
        active = [
            (key, account)
            for key, status, account in zip(*text.values(), strict=True)
            if status is EntityStatus.ACTIVE
        ]
        account = active[0][1]
        mine = [key for key, own in active if own == account][:3]
        other = next(key for key, own in active if own != account)
        days = DateChoice(Preset.LAST_30)

        async def act(command, ids, level=Level.CAMPAIGN) -> int:
            order = BulkOrder(command=command, level=level, ids=tuple(ids), dates=days)
            return (await bulk.apply(scope, order)).batch

        meta.faults.add(Fault(kind="error", method="POST", path=f"/{mine[0]}", code=200, times=1))
        paused = await act(PAUSE, mine)
        home.later(timedelta(days=2))
        renamed = await act(Rename(find="", replace_with="ONCE more"), [other])
        unknown = await act(PAUSE, ["120999999999999999"])
        undo = (await bulk.undo(scope, renamed)).batch
        budget = await act(SetBudget(step=BudgetStep.RAISE, hundredths=1_000), [mine[1]])
        activated = await act(ACTIVATE, [mine[2]])

        async def asked(**wanted) -> list[int]:
            found = await bulk.recent(scope, wanted=ActionFilter(**wanted))
            return [one.id for one in found]

        everything = [activated, budget, undo, unknown, renamed, paused]
        assert await asked() == everything
        assert await asked(kinds=frozenset({ActionKind.PAUSE})) == [unknown, paused]
        assert await asked(kinds=frozenset({ActionKind.UNDO, ActionKind.BUDGET})) == [budget, undo]
        assert await asked(kinds=frozenset({ActionKind.RENAME})) == [renamed]
        assert await asked(kinds=frozenset({ActionKind.ACTIVATE})) == [activated]
        assert await asked(ended=frozenset({Ended.UNDONE})) == [renamed]
        failed = await asked(ended=frozenset({Ended.FAILED}))
        assert {unknown, paused} <= set(failed) <= {unknown, paused, budget}
        assert renamed not in await asked(ended=frozenset({Ended.DONE}))
        assert await asked(accounts=frozenset({account})) == [activated, budget, paused]
        assert await asked(since=home.clock.now() - timedelta(days=1)) == everything[:-1]
        # The name that it has, in any case; the name that it had; its id.
        assert await asked(search=names[mine[0]].upper()) == [paused]
        assert await asked(search="once MORE") == [undo]
        assert set(await asked(search=names[other])) == {undo, renamed}
        assert await asked(search=mine[2]) == [activated, paused]
        assert await asked(search="no such name") == []
        people = await bulk.people(scope)
        assert len(people) == 1
        assert await asked(people=frozenset(people)) == everything
        assert await asked(people=frozenset({"somebody@else.example"})) == []
        assert await asked(search=mine[2], kinds=frozenset({ActionKind.PAUSE})) == [paused]

        by_id = {one.id: one for one in await bulk.recent(scope)}
        first = by_id[paused]
        # One failed and stands open, one is left, one was activated since.
        assert (first.open, first.left, first.changed) == (1, 1, 1)
        assert (first.dates, first.undone_at) == (days, None)
        rows = {one.id: one for one in await bulk.items(scope, paused)}
        assert (rows[mine[0]].is_open, rows[mine[1]].is_left, rows[mine[2]].is_changed) == (
            *(True, True, True),
        )
        assert by_id[renamed].undone_at == by_id[undo].created_at
        assert by_id[unknown].open == 0

        await act(PAUSE, [mine[0]])
        assert next(o for o in await bulk.recent(scope) if o.id == paused).open == 0
        foreign = replace(scope, seller_ids=frozenset({1}), acting_seller_id=1)
        assert await bulk.recent(foreign) == ()
