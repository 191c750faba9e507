"""What Meta has to say about an entity: issues, rejections, learning.

The texts are shortened from what Ads Manager shows; codes 2460003 and 2460004 are the ones
known from graph.md section 6.
"""

ISSUES: tuple[dict[str, object], ...] = (
    {
        "level": "AD_SET",
        "error_code": 2460003,
        "error_summary": "Pixel is no longer shared with this ad account",
        "error_message": "Your ad set uses a pixel that this ad account cannot access.",
        "error_type": "HARD_ERROR",
    },
    {
        "level": "CAMPAIGN",
        "error_code": 2460004,
        "error_summary": "Catalogue has no eligible items",
        "error_message": "No item in the product set can be advertised at the moment.",
        "error_type": "HARD_ERROR",
    },
    {
        "level": "AD",
        "error_code": 1815869,
        "error_summary": "Landing page could not be reached",
        "error_message": "The website of this ad did not answer, so delivery has been stopped.",
        "error_type": "SOFT_ERROR",
    },
)

FEEDBACK: tuple[dict[str, dict[str, str]], ...] = (
    {"global": {"PERSONAL_HEALTH": "Ads must not imply that a person has a given condition."}},
    {"global": {"PROHIBITED_CONTENT": "Ads must not promise unrealistic results."}},
    {"global": {"NON_FUNCTIONAL_LANDING_PAGE": "The landing page does not work on all devices."}},
)


def issues(level: str, place: int) -> list[dict[str, object]]:
    """Return the one issue of an entity that stands WITH_ISSUES."""
    known = [one for one in ISSUES if one["level"] == level]
    return [dict(known[place % len(known)])]


def learning(place: int, age: int, edited: int) -> dict[str, object] | None:
    """Return an ad set's learning stage: LEARNING in its first week, then SUCCESS or FAIL.

    Some accounts' ad sets carry none at all; conversions count towards the 50 of a week.
    """
    if place % 11 == 9:
        return None
    if age < 7 or place % 13 == 6:
        status, conversions = "LEARNING", min(49, 3 + 6 * max(age, 0) + place % 5)
    elif place % 6 == 4:
        status, conversions = "FAIL", 4 + place % 17
    else:
        status, conversions = "SUCCESS", 50 + place % 140
    return {
        "status": status,
        "conversions": conversions,
        "last_sig_edit_ts": edited,
        "attribution_windows": ["7d_click", "1d_view"],
    }
