"""Stand-ins that speak the open catalogues' documented protocols, from their providers' own pages."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from media.sources.request_pace import DAY_S, RateLimit
from tests.media.sources.standing import MovedClock, Song, StandIn


class JamendoStandIn(StandIn):
    """Jamendo API v3.0, tracks: errors come with the status 200 and a code in the headers."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock, (RateLimit(35_000, 30 * DAY_S),))
        self.app.router.add_get("/tracks/", self._tracks)

    async def _tracks(self, request: web.Request) -> web.Response:
        query = request.query
        if query.get("client_id") != "right":
            return self._answer([], 5, "Your credential is not authorized.")
        songs = [s for s in self.here if query.get("id") in (None, s.ref)]
        if tags := query.get("fuzzytags"):
            songs = [s for s in songs if s.genre in tags.split("+")]
        if query.get("ccnc") == "false":
            songs = [s for s in songs if "-nc" not in s.licence]
        start, limit = int(query.get("offset", 0)), min(int(query.get("limit", 10)), 200)
        return self._answer([self._record(song) for song in songs[start : start + limit]])

    def _answer(self, results: list[Any], code: int = 0, message: str = "") -> web.Response:
        status = "failed" if code else "success"
        headers = {"status": status, "code": code, "error_message": message, "results_count": len(results)}
        return web.json_response({"headers": headers, "results": results})

    def _record(self, song: Song) -> dict[str, Any]:
        return {
            "id": song.ref,
            "name": song.title,
            "duration": song.seconds,
            "artist_name": song.artist,
            "album_name": song.album,
            "license_ccurl": song.licence,
            "releasedate": "2014-05-01",
            "audio": self.sound_url(song),
            "audiodownload": self.sound_url(song) if song.downloadable else "",
            "audiodownload_allowed": song.downloadable,
            "shareurl": f"https://www.jamendo.com/track/{song.ref}",
            "musicinfo": {"vocalinstrumental": "instrumental", "tags": {"genres": [song.genre], "vartags": ["calm"]}},
        }


class OpenverseStandIn(StandIn):
    """Openverse API v1 for callers without an account: 20 a minute, 200 a day, pages of 20, 240 results."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock, (RateLimit(20, 60.0), RateLimit(200, DAY_S)))
        self.app.router.add_get("/audio/", self._search)
        self.app.router.add_get("/audio/{ref}/", self._detail)

    async def _search(self, request: web.Request) -> web.Response:
        page, size = int(request.query.get("page", 1)), int(request.query.get("page_size", 20))
        if size > 20:
            return web.json_response({"detail": "page_size may not be more than 20"}, status=401)
        if page * size > 240:
            return web.json_response({"detail": "pagination depth may not exceed 240"}, status=400)
        songs = [s for s in self.here if s.genre == request.query["q"]]
        if request.query.get("license_type") == "commercial":
            songs = [s for s in songs if "-nc" not in s.licence]
        shown = songs[(page - 1) * size : page * size]
        return web.json_response(
            {"result_count": len(songs), "page": page, "results": [self._record(s) for s in shown]}
        )

    async def _detail(self, request: web.Request) -> web.Response:
        song = self.find(request.match_info["ref"])
        if song is None:
            return web.json_response({"detail": "Not found."}, status=404)
        return web.json_response(self._record(song))

    def _record(self, song: Song) -> dict[str, Any]:
        parts = ["", "", *song.licence.rstrip("/").split("/")]
        return {
            "id": song.ref,
            "title": song.title,
            "creator": song.artist,
            "license": parts[-2],
            "license_version": parts[-1],
            "license_url": song.licence,
            "attribution": f'"{song.title}" by {song.artist} is licensed under CC {parts[-2].upper()} {parts[-1]}.',
            "foreign_landing_url": f"https://example.org/{song.ref}",
            "url": self.sound_url(song),
            "filesize": 1,  # the provider's own figure, often of another encoding
            "filetype": "mp32",
            "duration": song.seconds * 1000,
            "genres": [song.genre],
            "tags": [{"name": "calm"}],
            "category": "music",
        }


class ArchiveStandIn(StandIn):
    """The Internet Archive: advanced search, metadata, downloads that lead to another path. One song an item."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        self.app.router.add_get("/advancedsearch.php", self._search)
        self.app.router.add_get("/metadata/{item}", self._metadata)
        self.app.router.add_get("/download/{item}/{name}", self._download)

    async def _search(self, request: web.Request) -> web.Response:
        query, page, rows = request.query["q"], int(request.query["page"]), int(request.query["rows"])
        songs = [s for s in self.here if f'subject:"{s.genre}"' in query]
        shown = songs[(page - 1) * rows : page * rows]
        docs = [{"identifier": self._item(song)} for song in shown]
        return web.json_response({"response": {"numFound": len(songs), "start": 0, "docs": docs}})

    async def _metadata(self, request: web.Request) -> web.Response:
        song = next((s for s in self.here if self._item(s) == request.match_info["item"]), None)
        if song is None:
            return web.json_response({})  # with the status 200, as the Archive does
        name = song.ref.partition("/")[2]
        about = {"size": str(len(song.sound)), "sha1": song.sha1, "length": f"{song.seconds}.02", "title": song.title}
        files = [
            {"name": "cover.jpg", "format": "JPEG", "size": "12"},
            {"name": name.replace(".mp3", ".flac"), "source": "original", "format": "Flac", **about},
            {"name": name, "source": "derivative", "format": "VBR MP3", **about},
        ]
        meta = {
            "title": song.album,
            "creator": song.artist,
            "licenseurl": song.licence,
            "subject": [song.genre, "calm"],
        }
        return web.json_response({"metadata": {**meta, "date": "2011-03"}, "files": files})

    async def _download(self, request: web.Request) -> web.Response:
        self.exceeds()
        raise web.HTTPFound(f"/sound/{request.match_info['item']}/{request.match_info['name']}")

    @staticmethod
    def _item(song: Song) -> str:
        return song.ref.partition("/")[0]


class CommonsStandIn(StandIn):
    """The MediaWiki action API, format version 2; asks to be left alone while it lags."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        self.lags = 0
        self.agents: set[str] = set()
        self.app.router.add_get("/w/api.php", self._query)

    async def _query(self, request: web.Request) -> web.Response:
        self.agents.add(request.headers["User-Agent"])
        if self.lags:
            self.lags -= 1
            error = {"code": "maxlag", "info": "Waiting for a database server: 7 seconds lagged."}
            return web.json_response({"error": error}, headers={"Retry-After": "5"})
        query = request.query
        if "pageids" in query:
            song = self.find(query["pageids"])
            page = self._page(song, 1) if song else {"pageid": int(query["pageids"]), "missing": True}
            return web.json_response({"query": {"pages": [page]}})
        songs = [s for s in self.here if s.genre in query["gsrsearch"].split()]
        start = int(query.get("gsroffset", 0))
        pages = [
            self._page(song, at) for at, song in enumerate(songs[start : start + int(query["gsrlimit"])], start + 1)
        ]
        return web.json_response({"query": {"pages": pages[::-1]}} if pages else {"batchcomplete": True})

    def _page(self, song: Song, index: int) -> dict[str, Any]:
        meta = {
            "LicenseUrl": song.licence,
            "LicenseShortName": "CC",
            "Artist": f'<a href="//x" title="u">{song.artist}</a>',
            "ObjectName": song.title,
            "Categories": f"{song.genre}|Music files",
        }
        info = {
            "url": self.sound_url(song),
            "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{song.ref}.mp3",
            "size": len(song.sound),
            "sha1": song.sha1,
            "mime": "audio/mpeg",
            "duration": song.seconds,
            "extmetadata": {name: {"value": value} for name, value in meta.items()},
        }
        return {"pageid": int(song.ref), "title": f"File:{song.title}.mp3", "index": index, "imageinfo": [info]}


class CcMixterStandIn(StandIn):
    """ccMixter's query API, with its octal numbers, control characters and an endless header."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        self.app.router.add_get("/api/query", self._query)

    async def _query(self, request: web.Request) -> web.Response:
        query = request.query
        songs = [s for s in self.here if query.get("ids") in (None, s.ref)]
        if tags := query.get("tags"):
            songs = [s for s in songs if s.genre == tags]
        start = int(query.get("offset", 0))
        text = json.dumps([self._record(s) for s in songs[start : start + int(query.get("limit", 50))]])
        text = text.replace('"BPM"', "090").replace("LINE", "a\tb")
        return web.Response(text=text, content_type="application/json", headers={"X-Json": "x" * 50_000})

    def _record(self, song: Song) -> dict[str, Any]:
        info = {"media-type": "audio", "default-ext": "mp3", "ps": f"{song.seconds // 60}:{song.seconds % 60:02}"}
        archive = {"download_url": "http://x/stems.zip", "file_format_info": {"media-type": "archive"}}
        sound = {"download_url": self.sound_url(song), "file_rawsize": len(song.sound), "file_format_info": info}
        return {
            "upload_id": int(song.ref),
            "upload_name": song.title,
            "user_real_name": song.artist,
            "license_url": song.licence,
            "upload_tags": f",{song.genre},media,remix,",
            "upload_description_plain": "LINE",
            "upload_extra": {"bpm": "BPM"},
            "file_page_url": f"http://ccmixter.org/files/x/{song.ref}",
            "files": [archive, sound],
        }
