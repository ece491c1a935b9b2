"""Targets: the officials to whom an Urgent Action asks its readers to write."""

from enum import StrEnum

from pydantic import Field

from models.base import RecordPart

Alpha2 = str
"""An ISO 3166-1 alpha-2 code, or the ISO 3166-3 code of a state that is gone."""


class Address(RecordPart):
    """A postal address. `lines` is what is printed, less the target's name, role and organization."""

    lines: list[str] = []
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: Alpha2 | None = Field(default=None, pattern=r"^[A-Z]{2,4}$")


class SocialNetwork(StrEnum):
    """A social network; X counts as `twitter`."""

    TWITTER = "twitter"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    YOUTUBE = "youtube"
    VK = "vk"
    WEIBO = "weibo"
    OTHER = "other"


class SocialAccount(RecordPart):
    """An account on a social network; `handle` stands without its `@`."""

    network: SocialNetwork
    handle: str | None = None
    url: str | None = None


class Target(RecordPart):
    """An official or office to write to, or (`copy`) to send a copy to."""

    copy_: bool = Field(default=False, alias="copy")
    name: str | None = None
    honorific: str | None = None
    role: str | None = None
    organization: str | None = None
    address: Address | None = None
    emails: list[str] = []
    phones: list[str] = Field(default=[], description="E.164; an extension follows `;ext=`")
    faxes: list[str] = Field(default=[], description="E.164; an extension follows `;ext=`")
    telexes: list[str] = []
    copy_emails: list[str] = []
    social: list[SocialAccount] = []
    websites: list[str] = []
    salutation: str | None = None
