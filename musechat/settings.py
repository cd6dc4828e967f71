"""Settings: environment and ``.env``, prefix ``MUSECHAT_``, validated."""

from __future__ import annotations

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, TypeAlias

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LEAST_PASSWORD = 12  # characters
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DEFAULT_SITES = ("youtube", "vimeo", "tiktok", "x", "reddit", "streamable", "twitch")

Network: TypeAlias = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Everything an operator can set. ``.env.example`` names each of these."""

    model_config = SettingsConfigDict(env_prefix="MUSECHAT_", env_file=".env", extra="ignore", populate_by_name=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("musechat"))
    database_url: str = ""  # empty: SQLite in the data folder
    broker_url: str = "memory://"
    broker_prefix: str = Field(
        "musechat", pattern=r"^[A-Za-z0-9_-]{1,40}$"
    )  # names our queues where others share the broker
    blob_url: str = ""  # empty: a folder in the data folder; else an fsspec URL
    profile: Literal["embedded", "base", "gpu", "paper"] = "embedded"
    index: Literal["exact", "pgvector", "pgvector-hnsw"] = "exact"  # where tracks' vectors are searched
    links: str = ",".join(("direct", *DEFAULT_SITES))  # comma-separated: direct, site names; or "off"
    max_clip_seconds: float = Field(600.0, gt=0)
    max_clip_bytes: int = Field(200 * 1024 * 1024, gt=0)
    fetch_seconds: float = Field(120.0, gt=0)  # wall clock of one download
    watch_seconds: float = Field(120.0, gt=0)  # wall clock of decoding and measuring one clip
    clip_hours: float = Field(24.0, gt=0)  # how long a thread's clip is kept
    blob_bytes: int = Field(20 * 1024**3, ge=0)  # of clips, previews and mixes together; 0: any number
    words_days: float = Field(90.0, gt=0)  # how long members' words are kept
    lease_seconds: float = Field(20.0, gt=1)
    worker_threads: int = Field(4, ge=1, le=64)
    web_host: str = "127.0.0.1"
    web_port: int = Field(8750, ge=0, le=65535)
    web_password: SecretStr = Field(SecretStr(""), max_length=200)  # for the page, wherever it is not on loopback only
    web_user_header: str = Field("", pattern=r"^[A-Za-z0-9-]*$")  # in which a trusted proxy names who signed in there
    web_trusted_proxies: str = "127.0.0.1,::1"  # comma-separated addresses and networks of such proxies
    public_url: str = Field("", pattern=r"^(https?://[^/?#\s@]+/?)?$")  # the page's address behind a proxy, or by name
    api_per_minute: int = Field(60, ge=0)  # requests of one token of the HTTP API; 0: any number
    metrics: Literal["loopback", "open", "off"] = "loopback"  # who may read /metrics without a token
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_json: bool = False
    sentry_dsn: SecretStr = SecretStr("")  # where errors are reported; empty: nowhere
    otel_endpoint: str = Field("", pattern=r"^(https?://\S+)?$", validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT")
    previews: Literal["mix", "excerpt", "off"] = "mix"  # what a card plays: the clip with the track, or the track alone
    message_content: bool = False  # whether the bot reads its threads without a mention (privileged intent)
    discord_shards: int = Field(0, ge=0)  # 0: as many as Discord advises
    library: str = ""  # folders of music that are kept in step with, separated as in PATH
    library_sync_hours: float = Field(6.0, gt=0)  # between two looks at the servers below
    licence_watch_days: float = Field(7.0, ge=0)  # between two looks at an accepted pick's licence; 0: none
    opensubsonic_url: str = Field("", pattern=r"^(https?://\S+)?$")
    opensubsonic_user: str = ""
    opensubsonic_password: SecretStr = SecretStr("")
    jellyfin_url: str = Field("", pattern=r"^(https?://\S+)?$")
    jellyfin_key: SecretStr = SecretStr("")
    plex_url: str = Field("", pattern=r"^(https?://\S+)?$")
    plex_token: SecretStr = SecretStr("")
    jamendo_client_id: SecretStr = SecretStr("")
    acoustid_key: SecretStr = SecretStr("")  # asks AcoustID what a clip's own music is; empty: it is not asked
    references: str = ""  # a TOML file of further references ("like X"); empty: only ours
    writer: str = Field("auto", min_length=1)  # auto, template, embedded, or an id or folder of a language model
    writer_url: str = Field("", pattern=r"^(https?://\S+)?$")  # of a server that speaks the chat-completions protocol
    writer_key: SecretStr = SecretStr("")  # for that server
    writer_model: str = ""  # its name there; empty: the writer's own
    writer_seconds: float = Field(8.0, gt=0)  # of all texts of a turn together
    reader: Literal["auto", "rules", "server"] = "auto"  # auto: the writer's server reads too, where there is one
    reader_seconds: float = Field(4.0, gt=0)  # of one message; after that the rules read it
    llm_key: SecretStr = SecretStr("")  # for the language model that `musechat data build --llm` asks
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")

    @field_validator("web_password")
    @classmethod
    def _require_length(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < LEAST_PASSWORD:
            raise ValueError(f"a password has at least {LEAST_PASSWORD} characters")
        return value

    @field_validator("web_trusted_proxies")
    @classmethod
    def _require_networks(cls, value: str) -> str:
        parse_networks(value)
        return value

    @field_validator("data_dir")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("previews", mode="before")
    @classmethod
    def _take_older_previews(cls, value: object) -> object:
        """True and false, as it was once set, mean the default and off."""
        word = str(value).strip().lower()
        return {"true": "mix", "yes": "mix", "1": "mix", "on": "mix", "false": "off", "no": "off", "0": "off"}.get(
            word, word
        )

    @property
    def effective_database_url(self) -> str:
        """SQLAlchemy URL with its driver."""
        if not self.database_url:
            return f"sqlite+pysqlite:///{self.data_dir / 'musechat.db'}"
        url = self.database_url
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @property
    def effective_blob_url(self) -> str:
        """Fsspec URL of the blob store."""
        return self.blob_url or (self.data_dir / "blobs").as_uri()

    @property
    def library_folders(self) -> list[Path]:
        """The folders of music that are kept in step with, absolute."""
        return [Path(part).expanduser().absolute() for part in self.library.split(os.pathsep) if part.strip()]

    @property
    def references_file(self) -> Path | None:
        """The operator's own file of references."""
        return Path(self.references).expanduser().absolute() if self.references else None

    @property
    def embedded(self) -> bool:
        """Whether the broker is the in-process one, with the reaper as notifier."""
        return self.broker_url.startswith("memory://")

    @property
    def public_origin(self) -> str:
        """Scheme, name and port under which browsers see the page, as they write an origin; empty where none is set."""
        return self.public_url.rstrip("/").lower()

    @property
    def on_loopback(self) -> bool:
        """Whether nobody but this machine's own users can be meant to reach the page."""
        return self.web_host.lower() in LOOPBACK and not self.public_url

    @property
    def trusted_networks(self) -> tuple[Network, ...]:
        """The networks of ``web_trusted_proxies``."""
        return parse_networks(self.web_trusted_proxies)

    @property
    def allowed_links(self) -> frozenset[str]:
        """Lower-case names out of ``links``; empty when links are off."""
        names = {n.strip().lower() for n in self.links.split(",") if n.strip()}
        return frozenset() if "off" in names else frozenset(names)


def parse_networks(text: str) -> tuple[Network, ...]:
    """Parse comma-separated addresses and networks.

    Raises:
        ValueError: one of them is neither.

    """
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
