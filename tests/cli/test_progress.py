"""Progress for people: a line now and then, with how far, how fast and how long still."""

from dataclasses import replace

from pixecom_desktop.cli import progress
from pixecom_desktop.domain.events import Bus, Progress

HALF = Progress(work="sync", account="act_1", step="days of ads", done=40, total=80, rows=12_000)


def test_a_line_tells_how_far_how_fast_and_how_long_still():
    assert progress.line(HALF, 10) == (
        "act_1: days of ads, 12,000 rows, 1,200 rows/s, 50 %, 10 s left"
    )


def test_an_account_of_two_sellers_is_told_as_two(capsys):
    bus, sellers = Bus(), {5: "Luma Home", 6: "PawBox"}

    with progress.shown(bus, sellers):
        for seller_id in sellers:
            bus.publish(replace(HALF, seller_id=seller_id))

    said = [line.split(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert said == ["Luma Home · act_1", "PawBox · act_1"]


def test_what_is_not_known_yet_is_not_made_up():
    unknown = Progress(work="sync", account="act_1", step="campaigns", rows=5)

    assert progress.line(unknown, 0.1) == "act_1: campaigns, 5 rows"


def test_where_nobody_sees_a_bar_lines_go_to_standard_error(capsys):
    bus = Bus()

    with progress.shown(bus):
        bus.publish(HALF)
        bus.publish(HALF)
        bus.publish(Progress(work="sync", account="act_1", finished=True))
    bus.publish(HALF)

    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(",")[0] for line in said.err.splitlines()] == ["act_1: days of ads"]
