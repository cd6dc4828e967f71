"""The sources of music that this installation has: servers by its settings, and the open catalogues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from media.acoustid import lookup as acoustid
from media.fetch.address_guard import Guard
from media.sources import (
    ccmixter,
    internet_archive,
    jamendo,
    jellyfin,
    licence_page,
    opensubsonic,
    openverse,
    plex,
    wikimedia_commons,
)
from media.sources.interface import MusicSource
from media.sources.request_pace import RateLimit, RequestPace, WallClock
from media.sources.source_client import SourceClient
from musechat.errors import BadInput
from musechat.settings import Settings

OWN_LIMITS = (RateLimit(20, 1.0),)  # a server at home also plays music to somebody
DOWNLOAD_LIMITS = (RateLimit(1, 1.0),)  # of catalogues' sound
FOLDER = "folder"
SERVERS = (opensubsonic.OpenSubsonic.name, jellyfin.Jellyfin.name, plex.Plex.name)
CATALOGUES = ("jamendo", "ccmixter", "openverse", "archive", "commons")


@dataclass(frozen=True, slots=True)
class SourceAddresses:
    """Where the catalogues, and AcoustID, are; tests have their own."""

    jamendo: str = jamendo.API
    openverse: str = openverse.API
    archive: str = internet_archive.SITE
    commons: str = wikimedia_commons.API
    ccmixter: str = ccmixter.API
    acoustid: str = acoustid.API


@dataclass(frozen=True, slots=True)
class SourceOpener:
    """Makes the clients of sources.

    Attributes:
        settings: of the installation.
        clock: that rates are kept by.
        guard: judges connections to foreign servers.
        addresses: of the catalogues.

    """

    settings: Settings
    clock: WallClock = field(default_factory=WallClock)
    guard: Guard = field(default_factory=Guard)
    addresses: SourceAddresses = field(default_factory=SourceAddresses)

    def open_source(self, name: str) -> MusicSource:
        """Make the client of one source.

        Raises:
            BadInput: ``unknown-source``, or ``source-not-set`` where its settings are missing.

        """
        openers: dict[str, Callable[[], MusicSource]] = {
            "opensubsonic": self._open_opensubsonic,
            "jellyfin": self._open_jellyfin,
            "plex": self._open_plex,
            "jamendo": self._open_jamendo,
            "openverse": self._open_openverse,
            "archive": self._open_archive,
            "commons": self._open_commons,
            "ccmixter": self._open_ccmixter,
        }
        if name not in openers:
            raise BadInput("unknown-source", f"There is no source {name}", f"Choose one of: {', '.join(openers)}")
        if name not in list_configured(self.settings):
            raise BadInput("source-not-set", f"{name} is not set up", f"Run: musechat library connect {name}")
        return openers[name]()

    def open_pages(self) -> SourceClient:
        """Make the client for web pages that state licences."""
        return self._make_client("The page", "pages", licence_page.LIMITS)

    def open_acoustid(self) -> acoustid.AcoustId:
        """Make the client that asks what a sound is."""
        client = self._make_client("AcoustID", "acoustid", acoustid.LIMITS, acoustid.KEY_SETTING)
        return acoustid.AcoustId(client, self.settings.acoustid_key.get_secret_value(), self.addresses.acoustid)

    def _open_opensubsonic(self) -> MusicSource:
        s = self.settings
        client = self._make_own_client("The OpenSubsonic server", opensubsonic.KEY_SETTING, {})
        password = s.opensubsonic_password.get_secret_value()
        return opensubsonic.OpenSubsonic(client, s.opensubsonic_url, s.opensubsonic_user, password)

    def _open_jellyfin(self) -> MusicSource:
        headers = jellyfin.make_headers(self.settings.jellyfin_key.get_secret_value())
        client = self._make_own_client("Jellyfin", jellyfin.KEY_SETTING, headers)
        return jellyfin.Jellyfin(client, self.settings.jellyfin_url)

    def _open_plex(self) -> MusicSource:
        headers = plex.make_headers(self.settings.plex_token.get_secret_value())
        client = self._make_own_client("Plex", plex.KEY_SETTING, headers)
        return plex.Plex(client, self.settings.plex_url)

    def _open_jamendo(self) -> MusicSource:
        client = self._make_client("Jamendo", "jamendo", jamendo.LIMITS, jamendo.KEY_SETTING)
        client_id = self.settings.jamendo_client_id.get_secret_value()
        return jamendo.Jamendo(client, client_id, self.addresses.jamendo)

    def _open_openverse(self) -> MusicSource:
        client = self._make_client("Openverse", "openverse", openverse.LIMITS)
        # Providers' servers: their sound is no request to Openverse.
        sound = self._make_client("The provider of a track", "openverse-sound", DOWNLOAD_LIMITS)
        return openverse.Openverse(client, sound, self.addresses.openverse)

    def _open_archive(self) -> MusicSource:
        client = self._make_client("The Internet Archive", "archive", internet_archive.LIMITS)
        return internet_archive.InternetArchive(client, self.addresses.archive)

    def _open_commons(self) -> MusicSource:
        client = self._make_client("Wikimedia Commons", "commons", wikimedia_commons.LIMITS)
        return wikimedia_commons.WikimediaCommons(client, self.addresses.commons)

    def _open_ccmixter(self) -> MusicSource:
        client = self._make_client("ccMixter", "ccmixter", ccmixter.LIMITS)
        return ccmixter.CcMixter(client, self.addresses.ccmixter)

    def _make_client(self, title: str, name: str, limits: tuple[RateLimit, ...], key: str = "") -> SourceClient:
        journal = self.settings.data_dir / "sources" / f"{name}.requests.json"
        pace = RequestPace(title, limits, journal, self.clock)
        return SourceClient(title, pace, key_setting=key, guard=self.guard, clock=self.clock)

    def _make_own_client(self, title: str, key: str, headers: dict[str, str]) -> SourceClient:
        pace = RequestPace(title, OWN_LIMITS, None, self.clock)
        return SourceClient(title, pace, key_setting=key, headers=headers, clock=self.clock)


def list_configured(settings: Settings) -> list[str]:
    """The sources that can be used: servers whose settings are there, and catalogues that need no key or have one."""
    has = {
        "opensubsonic": bool(settings.opensubsonic_url and settings.opensubsonic_user),
        "jellyfin": bool(settings.jellyfin_url and settings.jellyfin_key),
        "plex": bool(settings.plex_url and settings.plex_token),
        "jamendo": bool(settings.jamendo_client_id),
    }
    return [name for name in (*SERVERS, *CATALOGUES) if has.get(name, True)]
