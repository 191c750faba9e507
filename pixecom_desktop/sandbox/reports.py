"""Asynchronous reports: POST to an insights edge, poll, then read (graph.md 1.7).

A report goes from `Job Not Started` to `Job Completed` as the sandbox's clock goes on. A
poll is worth at least a second, or a report would never end under a clock that stands
still. What can go wrong with one is its fate, set by a fault when it is made.
"""

import json
from collections.abc import Callable

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox import fieldspec
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.entities import Account, Node
from pixecom_desktop.sandbox.errors import missing_object, nonexisting_field, not_loadable
from pixecom_desktop.sandbox.insights import Insights
from pixecom_desktop.sandbox.selection import Question
from pixecom_desktop.sandbox.shelf import Shelf

LIFETIME = 30 * 86_400
"""Seconds after which a report is gone."""

_QUEUED = 2.0
"""Seconds until a report begins to run: one not started, one started."""

_KEPT = 2_000
_TELLS_ERRORS_SINCE = 25
FATES = (
    "report_unseen",
    "report_lingers",
    "report_too_early",
    "report_stuck",
    "report_skipped",
    "report_failed",
    "report_too_large",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a report: one of FATES, for how many polls or reads, with which error."""

    kind: str
    polls: int = 2
    code: int = -2
    subcode: int | None = 2490547
    message: str = "An internal error occurred while the report was made."


@dataclass(slots=True, kw_only=True)
class Report:
    """One report: what it was asked, since when, and how often it was looked at."""

    id: str
    account: Account
    asked: Call
    question: Question
    created: float
    fate: Fate | None = None
    polls: int = 0
    lingered: int = 0
    reads: int = 0
    completed: int | None = None

    def suffers(self, *kinds: str) -> bool:
        """Whether its fate is one of those."""
        return self.fate is not None and self.fate.kind in kinds


@dataclass(frozen=True, slots=True)
class _State:
    status: str
    percent: int


class Reports:
    """The reports of one world; `seconds` is the sandbox's time, `running` how long one runs."""

    def __init__(self, insights: Insights, seconds: Callable[[], float], running: float) -> None:
        self.running = running
        self._insights = insights
        self._seconds = seconds
        self._kept: Shelf[Report] = Shelf(_KEPT)
        self._serial = 0

    def start(self, call: Call, node: Node) -> bytes:
        """Begin a report; raises GraphError for a question that Meta would refuse at once."""
        question = self._insights.question(call, node)
        self._insights.weigh(call, question)
        self._serial += 1
        report = Report(
            id=str(192_025_512_970_000 + 7 * self._serial),
            account=question.account,
            asked=call,
            question=question,
            created=self._seconds(),
        )
        self._kept.put(report.id, report)
        return json.dumps({"report_run_id": report.id}).encode()

    def find(self, run_id: str) -> Report | None:
        """Return the report with that id, if there is one."""
        return self._kept.get(run_id)

    def doom(self, run_id: str, fate: Fate) -> None:
        """Decide what becomes of a report."""
        report = self._kept.get(run_id)
        if report is not None:
            report.fate = fate

    def told(self, call: Call, report: Report) -> bytes:
        """Answer a poll."""
        report.polls += 1
        if report.suffers("report_unseen") and report.polls <= _polls(report):
            raise missing_object(report.id)
        state = self._state(report)
        report.lingered += state == _State("Job Running", 100)
        spans = report.question.spans
        known: dict[str, object] = {
            "id": report.id,
            "account_id": report.account.id,
            "time_ref": int(report.created),
            "time_completed": report.completed,
            "async_status": state.status,
            "async_percent_completion": state.percent,
            "date_start": spans[0].texts()[0] if spans else None,
            "date_stop": spans[-1].texts()[1] if spans else None,
            **_error(call, report, state),
        }
        return json.dumps(_chosen(call, known)).encode()

    def page(self, call: Call, report: Report) -> bytes:
        """Return one page of a report's rows; raises GraphError (2601) before it is ready."""
        if self._state(report).status != "Job Completed":
            raise not_loadable()
        report.reads += 1
        if report.suffers("report_too_early") and report.reads <= _polls(report):
            raise not_loadable()
        return self._insights.report(call, report.asked, report.question, report.id)

    def _state(self, report: Report) -> _State:
        age = self._seconds() - report.created
        if age > LIFETIME or report.suffers("report_skipped"):
            return _State("Job Skipped", 0)
        # The first poll comes at once and is worth nothing yet.
        age = max(age, float(report.polls - 1)) - _QUEUED
        if age < 0:
            return _State("Job Not Started" if age < -1 else "Job Started", 0)
        if report.suffers("report_stuck"):
            return _State("Job Running", min(37, int(100 * age / self.running)))
        if age < self.running:
            return _State("Job Running", int(100 * age / self.running))
        return self._ended(report)

    def _ended(self, report: Report) -> _State:
        if report.suffers("report_failed", "report_too_large"):
            return _State("Job Failed", 100)
        if report.completed is None:
            report.completed = int(self._seconds())
        if report.suffers("report_lingers") and report.lingered < _polls(report):
            return _State("Job Running", 100)
        return _State("Job Completed", 100)


def _polls(report: Report) -> int:
    return report.fate.polls if report.fate is not None else 0


def _error(call: Call, report: Report, state: _State) -> dict[str, object]:
    """Return the error of a failed report, as versions since v25 tell it."""
    major = int(call.version.removeprefix("v").partition(".")[0] or 0)
    if state.status != "Job Failed" or report.fate is None or major < _TELLS_ERRORS_SINCE:
        return {}
    return {
        "error_code": report.fate.code,
        "error_subcode": report.fate.subcode,
        "error_message": report.fate.message,
        "error_user_title": "The report could not be made",
        "error_user_msg": report.fate.message,
    }


def _chosen(call: Call, known: dict[str, object]) -> dict[str, object]:
    asked = fieldspec.parse(call.params.get("fields"))
    names = known.keys() if asked is None else [*(one.name for one in asked), "id"]
    for name in names:
        if name not in known and name not in _MUTE:
            raise nonexisting_field(name, "AdReportRun")
    return {name: known[name] for name in names if known.get(name) is not None}


_MUTE = frozenset(
    (
        "error_code", "error_subcode", "error_message", "error_user_title", "error_user_msg",
        "friendly_name", "is_bookmarked", "is_running", "schedule_id", "async_report_url",
        "is_async_export",
    )
)  # fmt: skip
"""Fields that exist with Meta and have nothing to say here (errors: unless it failed)."""
