"""Graph's words: only the fields that the house uses, everything else is passed over.

Numbers are text, as Meta sends them, and become exact integers elsewhere; what Meta nests freely
(targeting, creatives, review feedback) stays untyped and is read with care. A key that is absent
is "" or None.
"""

from typing import Annotated, Any, Generic, TypeVar

from msgspec import Meta, Raw, Struct

Row = TypeVar("Row", bound=Struct)

Small = Annotated[int, Meta(ge=-(2**31), lt=2**31)]
"""A code or a state: what is larger is none, and fits no column."""


class Cursors(Struct):
    """The marks of a page's ends."""

    after: str = ""


class Paging(Struct):
    """`next` holds the token: only its presence is looked at, it is never kept."""

    cursors: Cursors | None = None
    next: str | None = None


class Page(Struct, Generic[Row]):
    """One page of an edge. Without `data` it is no page, so the key has no default."""

    data: list[Row]
    paging: Paging | None = None
    error: Any = None
    success: Any = None


class Refusal(Struct):
    """The two keys by which an answer says no, whatever its HTTP status."""

    error: Any = None
    success: Any = None


class IdNode(Struct):
    """An object of which only the id is asked for."""

    id: str


class AccountNode(Struct):
    """An ad account."""

    id: str
    name: str = ""
    currency: str = ""
    timezone_name: str = ""
    account_status: Small = 0


class Issue(Struct):
    """One entry of `issues_info`."""

    error_summary: str = ""
    error_message: str = ""


class CampaignNode(Struct):
    """A campaign."""

    id: str
    name: str = ""
    status: str = ""
    configured_status: str = ""
    effective_status: str = ""
    objective: str = ""
    bid_strategy: str = ""
    daily_budget: str | None = None
    lifetime_budget: str | None = None
    start_time: str = ""
    stop_time: str = ""
    created_time: str = ""
    updated_time: str = ""
    issues_info: list[Issue] = []


class Learning(Struct):
    """The learning stage of an ad set: LEARNING, SUCCESS or FAIL."""

    status: str = ""


class AdSetNode(Struct):
    """An ad set."""

    id: str
    campaign_id: str
    name: str = ""
    status: str = ""
    configured_status: str = ""
    effective_status: str = ""
    optimization_goal: str = ""
    bid_strategy: str = ""
    daily_budget: str | None = None
    lifetime_budget: str | None = None
    start_time: str = ""
    end_time: str = ""
    created_time: str = ""
    updated_time: str = ""
    targeting: Any = None
    learning_stage_info: Learning | None = None
    issues_info: list[Issue] = []


class CreativeNode(Struct):
    """What an ad shows; signed picture addresses expire and are asked for again."""

    id: str
    name: str = ""
    thumbnail_url: str = ""
    link_url: str = ""
    object_url: str = ""
    object_story_spec: Any = None
    asset_feed_spec: Any = None


class AdNode(Struct):
    """An ad."""

    id: str
    adset_id: str
    campaign_id: str
    name: str = ""
    status: str = ""
    configured_status: str = ""
    effective_status: str = ""
    created_time: str = ""
    updated_time: str = ""
    creative: CreativeNode | None = None
    ad_review_feedback: Any = None
    issues_info: list[Issue] = []


class StateNode(Struct):
    """What may be changed of an entity of any level, and when it last was."""

    id: str
    name: str = ""
    status: str = ""
    configured_status: str = ""
    effective_status: str = ""
    daily_budget: str | None = None
    lifetime_budget: str | None = None
    updated_time: str = ""


class Action(Struct, gc=False):
    """One entry of `actions` or `action_values`."""

    action_type: str = ""
    value: str = "0"


class InsightsRow(Struct, gc=False):
    """One entity on one day. Source: graph.md section 1.6; absent keys are zero.

    Two or three of some forty entries of `actions` and `action_values` are used, so they stay JSON
    (of a list of Action) until `measures` takes those out.
    """

    date_start: str
    account_id: str = ""
    campaign_id: str = ""
    adset_id: str = ""
    ad_id: str = ""
    spend: str = "0"
    impressions: str = "0"
    inline_link_clicks: str = "0"
    actions: Raw = Raw()
    action_values: Raw = Raw()
    attribution_setting: str = ""


class ReportRun(Struct):
    """How far an asynchronous report is; the errors stand there from v25 on (graph.md 1.7)."""

    async_status: str = ""
    async_percent_completion: Small = 0
    error_code: Small | None = None
    error_subcode: Small | None = None
    error_message: str = ""
    error_user_title: str = ""
    error_user_msg: str = ""


class Me(Struct):
    """The token's person."""

    id: str
    name: str = ""


class TokenNode(Struct):
    """What Meta tells of a token; instants are unix seconds, 0 means never (graph.md 1.1)."""

    is_valid: bool = True
    expires_at: int | None = None
    data_access_expires_at: int | None = None
    type: str = ""
    app_id: str = ""
    application: str = ""


class Introspection(Struct):
    """The answer of `debug_token`."""

    data: TokenNode


class Bearer(Struct):
    """A token that was given for a code, or for a shorter one."""

    access_token: str


class Asset(Struct):
    """A page, a pixel or a custom conversion."""

    id: str
    name: str = ""
    is_archived: bool = False


class Permission(Struct):
    """One permission and whether the token has it."""

    permission: str
    status: str = ""


class Done(Struct):
    """The answer to a write: success, or the id of what was made, or of a report's run."""

    success: bool = True
    id: str = ""
    report_run_id: str = ""
