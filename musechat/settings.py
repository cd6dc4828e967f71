"""Settings: environment and ``.env``, prefix ``MUSECHAT_``, validated."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_SITES = ("youtube", "vimeo", "tiktok", "x", "reddit", "streamable", "twitch")


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
    words_days: float = Field(90.0, gt=0)  # how long members' words are kept
    lease_seconds: float = Field(20.0, gt=1)
    worker_threads: int = Field(4, ge=1, le=64)
    web_host: str = "127.0.0.1"
    web_port: int = Field(8750, ge=0, le=65535)
    api_per_minute: int = Field(60, ge=0)  # requests of one token of the HTTP API; 0: any number
    metrics: Literal["loopback", "open", "off"] = "loopback"  # who may read /metrics without a token
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_json: bool = False
    previews: bool = True  # whether cards carry an excerpt of the track
    message_content: bool = False  # whether the bot reads its threads without a mention (privileged intent)
    discord_shards: int = Field(0, ge=0)  # 0: as many as Discord advises
    references: str = ""  # a TOML file of further references ("like X"); empty: only ours
    writer: str = Field("auto", min_length=1)  # auto, template, embedded, or an id or folder of a language model
    writer_url: str = Field("", pattern=r"^(https?://\S+)?$")  # of a server that speaks the chat-completions protocol
    writer_key: SecretStr = SecretStr("")  # for that server
    writer_model: str = ""  # its name there; empty: the writer's own
    writer_seconds: float = Field(8.0, gt=0)  # of all texts of a turn together
    llm_key: SecretStr = SecretStr("")  # for the language model that `musechat data build --llm` asks
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")

    @field_validator("data_dir")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

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
    def references_file(self) -> Path | None:
        """The operator's own file of references."""
        return Path(self.references).expanduser().absolute() if self.references else None

    @property
    def embedded(self) -> bool:
        """Whether the broker is the in-process one, with the reaper as notifier."""
        return self.broker_url.startswith("memory://")

    @property
    def allowed_links(self) -> frozenset[str]:
        """Lower-case names out of ``links``; empty when links are off."""
        names = {n.strip().lower() for n in self.links.split(",") if n.strip()}
        return frozenset() if "off" in names else frozenset(names)
