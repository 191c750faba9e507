"""Every row of graph.md's error table, to be answered on demand as a fault of that name.

A name is code/subcode, as in `190/463`; a word tells apart what shares them. To add a row,
add a line: code, subcode, HTTP status, message, and what else stands in the envelope.
"""

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.errors import TOKEN_SUBCODES, GraphError

_MANY = "There have been too many calls to this ad-account. Wait a bit and try again."
_TITLE = "Ad account has too many API calls"
_METHOD = "GraphMethodException"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `use` names the use case whose usage header a throttle carries."""

    code: int
    subcode: int | None = None
    http: int = 400
    message: str
    kind: str = "OAuthException"
    is_transient: bool = False
    title: str | None = None
    text: str | None = None
    data: dict[str, object] | str | None = None
    use: str | None = None

    def error(self, *, http: int | None = None, message: str | None = None) -> GraphError:
        """Return the row as an error, with another status or message where one is given."""
        return GraphError(
            self.code,
            message or self.message,
            subcode=self.subcode,
            http=http or self.http,
            kind=self.kind,
            user_title=self.title,
            user_msg=self.text,
            data=self.data,
            is_transient=self.is_transient,
        )


def _throttled(code: int, subcode: int | None = 2446079, use: str | None = None) -> Row:
    return Row(
        code=code,
        subcode=subcode,
        message=f"(#{code}) {_MANY}",
        title=_TITLE,
        text=_MANY,
        use=use or "ads_management",
    )


def _wrong(subcode: int | None, title: str, text: str, **more: str) -> Row:
    return Row(
        code=100,
        subcode=subcode,
        message="Invalid parameter",
        title=title,
        text=text,
        data=more.get("data"),
    )


def _denied(code: int, message: str) -> Row:
    return Row(code=code, http=403, message=f"(#{code}) {message}")


_TOKENS: dict[str, Row] = {
    f"190/{subcode}": Row(
        code=190, subcode=subcode, message=f"Error validating access token: {why}"
    )
    for subcode, why in TOKEN_SUBCODES.values()
}
_SESSION = "Error validating access token: The session is in a state that needs the user's care."
_BLAME = '{"blame_field_specs":[["daily_budget"]]}'
"""`error_data` may be an object or, as here, JSON text."""

ERROR_TABLE: dict[str, Row] = {
    "1": Row(code=1, http=500, message="An unknown error occurred"),
    "1/99": Row(code=1, subcode=99, http=500, message="An unknown error has occurred."),
    "1/2853001": Row(
        code=1, subcode=2853001, message="The profile is not linked to a delegate page."
    ),
    "2": Row(code=2, http=503, message="Service temporarily unavailable", is_transient=True),
    "2/1504038": Row(
        code=2,
        subcode=1504038,
        http=500,
        message="The insights query timed out.",
        is_transient=True,
    ),
    "2/1504041": Row(code=2, subcode=1504041, message="Invalid combination of breakdowns."),
    "2/1504042": Row(code=2, subcode=1504042, message="Invalid combination of custom metrics."),
    "2/1504043": Row(
        code=2, subcode=1504043, http=500, message="Insights had a hiccup.", is_transient=True
    ),
    "2/1504044": Row(code=2, subcode=1504044, message="Unknown insights error.", is_transient=True),
    "3": _denied(3, "Application does not have the capability to make this API call."),
    "4": Row(code=4, http=403, message="(#4) Application request limit reached"),
    "4/1504022": Row(
        code=4,
        subcode=1504022,
        http=403,
        message="(#4) There have been too many calls from this application to insights.",
        use="ads_insights",
    ),
    "4/1504039": Row(
        code=4,
        subcode=1504039,
        message="(#4) The application has reached its insights limit.",
        use="ads_insights",
    ),
    "10": _denied(10, "Application does not have permission for this action"),
    "17": _throttled(17, None),
    "17/2446079": _throttled(17),
    "17/1885172": Row(
        code=17,
        subcode=1885172,
        message="(#17) The account spending limit was changed too often.",
        title="Spending limit changed too often",
        text="An account's spending limit can change at most 10 times a day.",
    ),
    "32": Row(code=32, message="(#32) Page request limit reached"),
    "100": Row(code=100, message="(#100) Invalid parameter"),
    "100/missing_permissions": Row(code=100, message="(#100) Missing permissions"),
    "100/summary": Row(code=100, message="(#100) Cannot include total_count in summary param"),
    "100/33": Row(
        code=100,
        subcode=33,
        kind=_METHOD,
        message="Unsupported get request. Object with ID '0' does not exist, cannot be loaded due "
        "to missing permissions, or does not support this operation.",
    ),
    "100/1487534": _wrong(1487534, "Too much data", "Please reduce the amount of data."),
    "100/1504018": _wrong(1504018, "The request timed out", "Try a smaller date range."),
    "100/2446289": _wrong(2446289, "Wrong configuration", "The query cannot be carried out."),
    "100/3191001": _wrong(3191001, "No permission", "You cannot see this account's insights."),
    "100/1885272": _wrong(
        1885272, "Your budget is too low", "The budget is below the minimum.", data=_BLAME
    ),
    "100/1487056": _wrong(1487056, "Ad set deleted", "This ad set has been deleted."),
    "100/1487007": _wrong(1487007, "End date is past", "The ad set's end date is past."),
    "100/1487033": _wrong(1487033, "Campaign has ended", "The campaign's end date is past."),
    "100/1487390": _wrong(1487390, "Creative failed", "The creative could not be made."),
    "100/1487694": _wrong(1487694, "Category is gone", "This targeting is no longer there."),
    "100/1752129": _wrong(1752129, "Wrong tasks", "This combination of tasks cannot be had."),
    "100/1885183": _wrong(1885183, "App in development", "The app is in development mode."),
    "102": Row(code=102, http=401, message="Session key invalid or no longer valid"),
    "104": Row(code=104, message="Connection reset by peer", kind="FacebookApiException"),
    "104/proof": Row(code=104, message="Incorrect signature: invalid appsecret_proof"),
    "105": Row(code=105, message="The number of parameters exceeded the maximum"),
    "190": Row(code=190, http=401, message="Invalid OAuth access token."),
    **_TOKENS,
    "190/490": Row(code=190, subcode=490, message=_SESSION),
    "190/492": Row(code=190, subcode=492, message=_SESSION),
    "200": _denied(200, "Ad account owner has NOT grant ads_management or ads_read permission"),
    "272": _denied(272, "This action needs a role on the ad account"),
    "273": _denied(273, "The ad account must be granted to the application"),
    "275": _denied(275, "Cannot determine the target of this request"),
    "278": _denied(278, "Reading advertisements requires ads_read or ads_management"),
    "294": _denied(294, "Managing advertisements requires ads_management and an allowlist"),
    "341": Row(code=341, message="(#341) Feed action request limit reached"),
    "368": Row(
        code=368,
        http=403,
        message="The action attempted has been deemed abusive or is otherwise disallowed",
    ),
    "506": Row(code=506, message="(#506) Duplicate status message"),
    "613": Row(code=613, message="(#613) Calls to this api have exceeded the rate limit."),
    "613/1487742": _throttled(613, 1487742),
    "613/1487632": Row(
        code=613,
        subcode=1487632,
        message="(#613) Calls to this api have exceeded the rate limit.",
        title="Budget changed too often",
        text="An ad set's budget can change at most 4 times an hour.",
    ),
    "613/1487225": Row(
        code=613, subcode=1487225, message="(#613) Ad creation is limited by the account's spend."
    ),
    "613/5044001": Row(
        code=613, subcode=5044001, message="(#613) Too many changes a second to this account."
    ),
    "613/1996": Row(code=613, subcode=1996, message="(#613) Inconsistent volume of requests."),
    "960": Row(code=960, message="(#960) The batch request timed out.", is_transient=True),
    "2500": Row(code=2500, message='Syntax error "Expected name instead of end of string."'),
    "2601/1815107": Row(
        code=2601,
        subcode=1815107,
        message="(#2601) Error loading async ads insights",
        is_transient=True,
    ),
    "2635": Row(code=2635, message="(#2635) You are calling a deprecated version of the Ads API."),
    "2642": Row(code=2642, message="(#2642) Invalid cursors values"),
    "2654/1713092": Row(code=2654, subcode=1713092, message="(#2654) The audience is too small."),
    "3001": Row(code=3001, message="(#3001) Invalid query"),
    "3018": Row(
        code=3018,
        message="(#3018) The start date of the time range cannot be beyond 37 months from the "
        "current date",
    ),
    "80000": _throttled(80000, use="ads_insights"),
    "80001": _throttled(80001, None, "pages"),
    "80002": _throttled(80002, None, "instagram"),
    "80003": _throttled(80003, use="custom_audience"),
    "80004": _throttled(80004),
    "80005": _throttled(80005, None, "leadgen"),
    "80006": _throttled(80006, None, "messenger"),
    "80008": _throttled(80008, None, "whatsapp"),
    "80009": _throttled(80009, None, "ads_catalog"),
    "80014": _throttled(80014, None, "ads_catalog_batch"),
    "1609005": Row(code=1609005, message="(#1609005) Error posting link"),
}
