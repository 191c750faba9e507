"""Writes: status, budgets, names; checked whole before anything changes.

The rules are those of graph.md 1.8: ARCHIVED may only become DELETED (or be renamed), a
budget lives at one level and in one kind, an ad set's budget changes at most four times
an hour, and `validate_only` stops after the checks.
"""

from collections.abc import Callable

from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative, Node
from pixecom_desktop.sandbox.errors import GraphError, bad_parameter, unsupported
from pixecom_desktop.sandbox.fields import minimum_budget
from pixecom_desktop.sandbox.statuses import STATUSES
from pixecom_desktop.sandbox.world import World

Change = Callable[[], None]
_MOST_BUDGET_CHANGES = 4
_NAME_LENGTH = 400


def post(world: World, call: Call, node: Node) -> None:
    """Carry out a POST to an object; raises GraphError and changes nothing where refused."""
    if isinstance(node, (Account, Creative)):
        raise unsupported(call.method, "/".join(call.path))
    changes = _changes(world, call, node)
    if "validate_only" in (call.words("execution_options") or []):
        return
    for change in changes:
        change()
    if changes:
        world.touch(node)


def delete(world: World, call: Call, node: Node) -> None:
    """Carry out a DELETE; an object that is deleted already stays so."""
    if isinstance(node, (Account, Creative)):
        raise unsupported(call.method, "/".join(call.path))
    if node.status != "DELETED":
        world.set_status(node, "DELETED")


def _changes(world: World, call: Call, node: Campaign | AdSet | Ad) -> list[Change]:
    if node.status == "DELETED" and call.text("status") != "DELETED":
        raise bad_parameter(
            "The object has been deleted.",
            subcode=1487056,
            title="Object deleted",
            text="This object has been deleted and cannot be edited any more.",
        )
    changes: list[Change] = []
    status, name = call.text("status"), call.text("name")
    if status is not None:
        changes.append(_status(world, node, status))
    if name is not None:
        changes.append(_name(node, name))
    for kind in ("daily_budget", "lifetime_budget"):
        amount = call.number(kind)
        if amount is not None:
            changes.append(_budget(world, node, kind, amount))
    bid = call.number("bid_amount")
    if bid is not None:
        changes.append(_bid(node, bid))
    return changes


def _status(world: World, node: Campaign | AdSet | Ad, status: str) -> Change:
    if status not in STATUSES:
        raise bad_parameter(
            f"status must be one of the following values: {', '.join(STATUSES)}", blame="status"
        )
    if node.status == "ARCHIVED" and status not in ("ARCHIVED", "DELETED"):
        raise _archived()
    return lambda: world.set_status(node, status)


def _name(node: Campaign | AdSet | Ad, name: str) -> Change:
    if len(name) > _NAME_LENGTH:
        raise bad_parameter(f"Name can be at most {_NAME_LENGTH} characters.", blame="name")
    return lambda: setattr(node, "name", name)


def _archived() -> GraphError:
    return bad_parameter(
        "An archived object can only be deleted or renamed.",
        title="Object archived",
        text="This object is archived: its status can only change to deleted.",
        blame="status",
    )


def _budget(world: World, node: Campaign | AdSet | Ad, kind: str, amount: int) -> Change:
    if node.status == "ARCHIVED":
        raise _archived()
    why = _no_budget_of(world, node, kind)
    if why is not None:
        raise _wrong_level(why, kind)
    least = minimum_budget(world.accounts[node.account])
    if amount < least:
        raise bad_parameter(
            "Budget is too low.",
            subcode=1885272,
            title="Your budget is too low",
            text=f"The budget must be at least {least} in the currency's smallest unit.",
            blame=kind,
        )
    if isinstance(node, AdSet):
        _count_changes(world, node)

    def change() -> None:
        setattr(node, kind, amount)
        if isinstance(node, AdSet):
            node.budget_changes.append(world.now())

    return change


def _no_budget_of(world: World, node: Campaign | AdSet | Ad, kind: str) -> str | None:
    """Return why an object cannot have that kind of budget; None where it has one."""
    if isinstance(node, Ad):
        return "Ads have no budget: it is the ad set's or the campaign's."
    if isinstance(node, Campaign) and not node.has_budget:
        return "This campaign's budgets are set on its ad sets."
    if isinstance(node, AdSet) and world.campaigns[node.campaign].has_budget:
        return "The budget of this ad set is set on its campaign."
    other = "lifetime_budget" if kind == "daily_budget" else "daily_budget"
    if getattr(node, other) is not None:
        return f"This object has a {other.replace('_', ' ')}."
    return None


def _count_changes(world: World, node: AdSet) -> None:
    hour_ago = world.now() - 3_600
    node.budget_changes = [one for one in node.budget_changes if one > hour_ago]
    if len(node.budget_changes) >= _MOST_BUDGET_CHANGES:
        raise GraphError(
            613,
            "(#613) Calls to this api have exceeded the rate limit.",
            subcode=1487632,
            user_title="Budget changed too often",
            user_msg="An ad set's budget can change at most 4 times an hour.",
        )


def _bid(node: Campaign | AdSet | Ad, amount: int) -> Change:
    if not isinstance(node, AdSet) or node.bid_amount is None:
        raise bad_parameter("bid_amount does not apply to this object.", blame="bid_amount")
    if amount < 1:
        raise bad_parameter("bid_amount must be positive.", blame="bid_amount")
    return lambda: setattr(node, "bid_amount", amount)


def _wrong_level(why: str, kind: str) -> GraphError:
    return bad_parameter(
        "Invalid parameter", title="Budget cannot be set here", text=why, blame=kind
    )
