"""Stand-ins that speak the documented protocols of OpenSubsonic, Jellyfin and Plex servers."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from aiohttp import web

from tests.media.sources.standing import MovedClock, Song, StandIn, send_sound

USER, PASSWORD, KEY = "ada", "pass word", "right-key"


class ServerStandIn(StandIn):
    """A server that somebody runs for themselves, with playlists and favourites."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        self.key = KEY
        self.playlists: dict[str, list[str]] = {}
        self.starred: set[str] = set()

    async def _send_song(self, request: web.Request) -> web.StreamResponse:
        song = self.find(request.match_info["ref"])
        return web.Response(status=404) if song is None else await send_sound(request, song)


class SubsonicStandIn(ServerStandIn):
    """OpenSubsonic; ``knows_empty_search`` is what older servers lack."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        self.password = PASSWORD
        self.knows_empty_search = True
        self.may_download = True
        self.app.router.add_get("/rest/{method}.view", self._call)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        expected = hashlib.md5((self.password + query["s"]).encode()).hexdigest()
        if query["u"] != USER or query["t"] != expected:
            return self._fail(40, "Wrong username or password.")
        method = request.match_info["method"]
        if method in ("download", "stream"):
            song = self.find(query["id"])
            if song is None:
                return self._fail(70, "Not found")
            if method == "download" and not self.may_download:
                return self._fail(50, "User is not authorized")
            return await send_sound(request, song)
        name = re.sub("[A-Z]", lambda capital: "_" + capital[0].lower(), method)
        return getattr(self, f"_{name}")(query)  # type: ignore[no-any-return]

    def _search3(self, query: Any) -> web.Response:
        start, count = int(query.get("songOffset", 0)), int(query["songCount"])
        words = query["query"].strip('"').lower()
        songs = self.here if self.knows_empty_search or words else []
        found = [s for s in songs if words in s.title.lower()][start : start + count]
        return self._ok(searchResult3={"song": [self._song(s) for s in found]} if found else {})

    def _get_album_list2(self, query: Any) -> web.Response:
        albums = sorted({s.album for s in self.here})[int(query["offset"]) :][: int(query["size"])]
        return self._ok(albumList2={"album": [{"id": a, "name": a} for a in albums]})

    def _get_album(self, query: Any) -> web.Response:
        return self._ok(album={"song": [self._song(s) for s in self.here if s.album == query["id"]]})

    def _get_song(self, query: Any) -> web.Response:
        song = self.find(query["id"])
        return self._ok(song=self._song(song)) if song else self._fail(70, "Not found")

    def _get_playlists(self, _query: Any) -> web.Response:
        return self._ok(playlists={"playlist": [{"id": f"p-{n}", "name": n} for n in self.playlists]})

    def _create_playlist(self, query: Any) -> web.Response:
        name = query.get("name") or query["playlistId"].removeprefix("p-")
        self.playlists[name] = query.getall("songId", [])
        return self._ok(playlist={"id": f"p-{name}", "name": name})

    def _update_playlist(self, query: Any) -> web.Response:
        self.playlists[query["playlistId"].removeprefix("p-")] += query.getall("songIdToAdd", [])
        return self._ok()

    def _star(self, query: Any) -> web.Response:
        self.starred.update(query.getall("id"))
        return self._ok()

    def _song(self, song: Song) -> dict[str, Any]:
        return {
            "id": song.ref,
            "title": song.title,
            "artist": song.artist,
            "album": song.album,
            "genre": song.genre,
            "genres": [{"name": song.genre}, {"name": "calm"}],
            "year": 2019,
            "duration": song.seconds,
            "size": len(song.sound),
            "suffix": "mp3",
            "created": song.sha1[:8],
        }

    def _ok(self, **body: Any) -> web.Response:
        about = {"status": "ok", "version": "1.16.1", "type": "stand-in", "openSubsonic": True}
        return web.json_response({"subsonic-response": {**about, **body}})

    def _fail(self, code: int, message: str) -> web.Response:
        body = {"status": "failed", "version": "1.16.1", "error": {"code": code, "message": message}}
        return web.json_response({"subsonic-response": body})


class JellyfinStandIn(ServerStandIn):
    """Jellyfin 10.10."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        self.local: dict[str, str] = {}  # paths that it states, by ref
        add = self.app.router.add_route
        add("GET", "/Items", self._items)
        add("GET", "/Items/{ref}/Download", self._download)
        add("GET", "/Users", self._users)
        add("POST", "/Playlists", self._create)
        add("GET", "/Playlists/{id}/Items", self._entries)
        add("POST", "/Playlists/{id}/Items", self._append)
        add("DELETE", "/Playlists/{id}/Items", self._drop)
        add("POST", "/UserFavoriteItems/{ref}", self._star)

    def _refuses(self, request: web.Request) -> bool:
        return f'Token="{self.key}"' not in request.headers.get("Authorization", "")

    async def _items(self, request: web.Request) -> web.Response:
        if self._refuses(request):
            return web.Response(status=401)
        query = request.query
        if query["IncludeItemTypes"] == "Playlist":
            names = [n for n in self.playlists if query["SearchTerm"].lower() in n.lower()]
            return web.json_response({"Items": [{"Id": n, "Name": n, "Type": "Playlist"} for n in names]})
        songs = [s for s in self.here if query.get("Ids") in (None, s.ref)]
        songs = [s for s in songs if query.get("SearchTerm", "").lower() in s.title.lower()]
        start = int(query.get("StartIndex", 0))
        shown = songs[start : start + int(query.get("Limit", 100))]
        return web.json_response({"Items": [self._item(s) for s in shown], "TotalRecordCount": len(songs)})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if self._refuses(request):
            return web.Response(status=401)
        return await self._send_song(request)

    async def _users(self, _request: web.Request) -> web.Response:
        return web.json_response([{"Id": "child"}, {"Id": "admin", "Policy": {"IsAdministrator": True}}])

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        assert body["UserId"] == "admin"
        self.playlists[body["Name"]] = list(body["Ids"])
        return web.json_response({"Id": body["Name"]})

    async def _entries(self, request: web.Request) -> web.Response:
        refs = self.playlists[request.match_info["id"]]
        return web.json_response({"Items": [{"Id": ref, "PlaylistItemId": f"e{ref}"} for ref in refs]})

    async def _append(self, request: web.Request) -> web.Response:
        self.playlists[request.match_info["id"]] += request.query["ids"].split(",")
        return web.Response(status=204)

    async def _drop(self, request: web.Request) -> web.Response:
        gone = set(request.query["entryIds"].split(","))
        name = request.match_info["id"]
        self.playlists[name] = [ref for ref in self.playlists[name] if f"e{ref}" not in gone]
        return web.Response(status=204)

    async def _star(self, request: web.Request) -> web.Response:
        self.starred.add(request.match_info["ref"])
        return web.json_response({})

    def _item(self, song: Song) -> dict[str, Any]:
        source = {"Size": len(song.sound), "Container": "mp3", "ETag": song.sha1, "Path": self.local.get(song.ref, "")}
        return {
            "Id": song.ref,
            "Name": song.title,
            "Artists": [song.artist],
            "Album": song.album,
            "Genres": [song.genre],
            "ProductionYear": 2019,
            "RunTimeTicks": song.seconds * 10_000_000,
            "MediaSources": [source],
        }


class PlexStandIn(ServerStandIn):
    """Plex Media Server, JSON."""

    def __init__(self, songs: list[Song], clock: MovedClock) -> None:
        super().__init__(songs, clock)
        add = self.app.router.add_route
        add("GET", "/", self._root)
        add("GET", "/library/sections", self._sections)
        add("GET", "/library/sections/{key}/all", self._all)
        add("GET", "/library/metadata/{ref}", self._one)
        add("GET", "/library/parts/{ref}/1/file.mp3", self._send_song)
        add("GET", "/playlists", self._lists)
        add("POST", "/playlists", self._create)
        add("PUT", "/playlists/{id}/items", self._append)
        add("DELETE", "/playlists/{id}/items", self._drop)
        add("PUT", "/:/rate", self._rate)
        self.app.middlewares.append(self._require_token)

    @web.middleware
    async def _require_token(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers.get("X-Plex-Token") != self.key:
            return web.Response(status=401)
        return await handler(request)  # type: ignore[no-any-return]

    async def _root(self, _request: web.Request) -> web.Response:
        return web.json_response({"MediaContainer": {"machineIdentifier": "m1"}})

    async def _sections(self, _request: web.Request) -> web.Response:
        sections = [{"key": "1", "type": "movie"}, {"key": "2", "type": "artist"}]
        return web.json_response({"MediaContainer": {"size": 2, "Directory": sections}})

    async def _all(self, request: web.Request) -> web.Response:
        assert request.match_info["key"] == "2"
        query = request.query
        songs = [s for s in self.here if query.get("title", "").lower() in s.title.lower()]
        start = int(query.get("X-Plex-Container-Start", 0))
        shown = songs[start : start + int(query["X-Plex-Container-Size"])]
        return self._container([self._record(song) for song in shown])

    async def _one(self, request: web.Request) -> web.Response:
        song = self.find(request.match_info["ref"])
        return self._container([self._record(song)]) if song else web.Response(status=404)

    async def _lists(self, _request: web.Request) -> web.Response:
        return self._container([{"ratingKey": f"l-{name}", "title": name} for name in self.playlists])

    async def _create(self, request: web.Request) -> web.Response:
        self.playlists[request.query["title"]] = self._read_uri(request)
        return self._container([])

    async def _append(self, request: web.Request) -> web.Response:
        self.playlists[request.match_info["id"].removeprefix("l-")] += self._read_uri(request)
        return self._container([])

    async def _drop(self, request: web.Request) -> web.Response:
        self.playlists[request.match_info["id"].removeprefix("l-")] = []
        return self._container([])

    async def _rate(self, request: web.Request) -> web.Response:
        assert request.query["rating"] == "10"
        self.starred.add(request.query["key"])
        return web.Response()

    @staticmethod
    def _read_uri(request: web.Request) -> list[str]:
        start = "server://m1/com.plexapp.plugins.library/library/metadata/"
        assert request.query["uri"].startswith(start)
        return request.query["uri"].removeprefix(start).split(",")

    @staticmethod
    def _container(records: list[dict[str, Any]]) -> web.Response:
        return web.json_response({"MediaContainer": {"size": len(records), "Metadata": records}})

    def _record(self, song: Song) -> dict[str, Any]:
        key = f"/library/parts/{song.ref}/1/file.mp3"
        part = {"key": key, "file": f"/media/{song.ref}.mp3", "size": len(song.sound), "container": "mp3"}
        return {
            "ratingKey": song.ref,
            "title": song.title,
            "grandparentTitle": song.artist,
            "parentTitle": song.album,
            "parentYear": 2019,
            "duration": song.seconds * 1000,
            "Genre": [{"tag": song.genre}],
            "Media": [{"container": "mp3", "Part": [part]}],
        }
