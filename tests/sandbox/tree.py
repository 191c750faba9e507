"""Reading whole levels of the ad tree in tests, with what is archived and deleted too."""

from tests.sandbox.api import Api

ALL = [
    *("ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES", "CAMPAIGN_PAUSED"),
    *("ADSET_PAUSED", "DISAPPROVED", "PENDING_REVIEW", "PREAPPROVED", "PENDING_BILLING_INFO"),
]


def everything(api: Api, account: str, edge: str, fields: str) -> list[dict[str, object]]:
    return api.rows(f"{account}/{edge}", fields=fields, effective_status=ALL, limit=500)


def everywhere(api: Api, edge: str, fields: str) -> list[dict[str, object]]:
    return [
        row
        for account in api.get("me/adaccounts").ids
        for row in everything(api, account, edge, fields)
    ]
