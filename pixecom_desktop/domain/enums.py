"""Every enum of the product, in the spelling that is stored and that scripts see.

A database constraint is made from these members and from nothing else, so a new member is a line
here and a migration.
"""

from enum import IntEnum, StrEnum


class EntityStatus(StrEnum):
    """The configured status of a campaign, ad set or ad."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ARCHIVED = "ARCHIVED"
    DELETED = "DELETED"


class DeliveryStatus(StrEnum):
    """What an entity really does, mapped from Meta's `effective_status`."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    LEARNING = "LEARNING"
    ERROR = "ERROR"
    LIMITED = "LIMITED"
    NOT_DELIVERING = "NOT_DELIVERING"
    PENDING_REVIEW = "PENDING_REVIEW"
    UNKNOWN = "UNKNOWN"


class BudgetType(StrEnum):
    """How a budget is spread."""

    DAILY = "DAILY"
    LIFETIME = "LIFETIME"


class Level(StrEnum):
    """A level of the ad tree, and the entity type of a statistics row."""

    CAMPAIGN = "CAMPAIGN"
    ADSET = "ADSET"
    AD = "AD"

    @property
    def child(self) -> "Level | None":
        """Return the level below, or None under ads."""
        return {Level.CAMPAIGN: Level.ADSET, Level.ADSET: Level.AD}.get(self)

    @property
    def parent(self) -> "Level | None":
        """Return the level above, or None over campaigns."""
        return {Level.ADSET: Level.CAMPAIGN, Level.AD: Level.ADSET}.get(self)


class ConnectionType(StrEnum):
    """Which kind of Meta object a seller has linked."""

    AD_ACCOUNT = "AD_ACCOUNT"
    PAGE = "PAGE"
    PIXEL = "PIXEL"
    CONVERSION = "CONVERSION"


class ConnectionHealth(StrEnum):
    """Whether the jobs may use a connection."""

    OK = "OK"
    TOKEN_INVALID = "TOKEN_INVALID"  # noqa: S105 - a state, not a password
    PERMISSION = "PERMISSION"


class Role(StrEnum):
    """What a user may do in one seller."""

    OWNER = "OWNER"
    ADMIN = "ADMIN"
    MEMBER = "MEMBER"
    VIEWER = "VIEWER"


class PostSource(StrEnum):
    """Where an ad's post comes from."""

    EXISTING = "EXISTING"
    CONTENT_SOURCE = "CONTENT_SOURCE"


class CreativeStatus(StrEnum):
    """How far a creative is."""

    DRAFT = "DRAFT"
    READY = "READY"
    ARCHIVED = "ARCHIVED"


class CreativeType(StrEnum):
    """What a creative is made of."""

    VIDEO_AD = "VIDEO_AD"
    IMAGE_AD = "IMAGE_AD"
    TEXT_ONLY = "TEXT_ONLY"
    UGC_BUNDLE = "UGC_BUNDLE"


class AssetRole(StrEnum):
    """The part that an asset plays in a creative."""

    PRIMARY_VIDEO = "PRIMARY_VIDEO"
    THUMBNAIL = "THUMBNAIL"
    PRIMARY_TEXT = "PRIMARY_TEXT"
    HEADLINE = "HEADLINE"
    DESCRIPTION = "DESCRIPTION"
    EXTRA = "EXTRA"


class OrderStatus(StrEnum):
    """Where an order stands."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    REFUNDED = "REFUNDED"


class CoverageState(StrEnum):
    """How much of one account, level and day is in the database."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    PROVISIONAL = "provisional"
    MISSING = "missing"


class RunState(StrEnum):
    """How a sync run ended, or that it has not."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    PARTIAL = "PARTIAL"
    FAILED = "FAILED"
    STOPPED = "STOPPED"


class JobKind(StrEnum):
    """What a background job does for one account."""

    STATS = "STATS"
    DELIVERY = "DELIVERY"


class QueueState(StrEnum):
    """Where an enqueued job stands."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class ActionState(StrEnum):
    """Where a journalled bulk action, or one row of it, stands."""

    INTENDED = "INTENDED"
    DONE = "DONE"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"
    UNDONE = "UNDONE"


class ExitCode(IntEnum):
    """What the command line tells a script."""

    DONE = 0
    FAILED = 1
    WRONG_CALL = 2
