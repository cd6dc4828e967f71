"""What a link of a video site leads to is told by its address alone, and named by one that yt-dlp takes for it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from media.fetch.sites import SITES, find_site
from musechat.site_links import LinkKind, find_site_name, read_page_link, split_link

V = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={V}"
POST = "https://www.reddit.com/r/videos/comments/6rrwyj"
TWEET = "https://x.com/i/status/643211948184596480"

VIDEOS = {
    # A stands beside a list: A is meant.
    f"https://www.youtube.com/watch?v={V}&list=PLabc&index=2": WATCH,
    f"https://www.youtube.com/watch?list=PLabc&v={V}": WATCH,
    f"https://youtu.be/{V}?list=PLabc&si=xyz": WATCH,
    f"https://www.youtube.com/watch?v={V}&list=RD{V}&start_radio=1": WATCH,
    f"https://music.youtube.com/watch?v={V}&list=RDAMVM{V}": WATCH,
    f"https://music.youtube.com/watch?v={V}": WATCH,
    f"http://m.youtube.com/watch?app=desktop&v={V}&t=42s": WATCH,
    f"https://youtube.com/shorts/{V}?feature=share": WATCH,
    f"https://www.youtube.com/live/{V}?si=x": WATCH,
    f"https://www.youtube-nocookie.com/embed/{V}?list=PLx": WATCH,
    f"https://www.youtube.com/v/{V}": WATCH,
    f"https://www.youtube.com/attribution_link?a=b&u=%2Fwatch%3Fv%3D{V}%26feature%3Dshare": WATCH,
    "https://redd.it/6rrwyj": "https://www.reddit.com/comments/6rrwyj",
    "https://old.reddit.com/r/videos/comments/6rrwyj/that_small_heart_attack/?utm_source=share": POST,
    "https://www.rxddit.com/r/videos/comments/6rrwyj/x/": POST,
    # Only a page of media holds another address; elsewhere a parameter of that name says nothing.
    "https://www.reddit.com/r/videos/comments/6rrwyj/x/?url=https%3A%2F%2Fi.redd.it%2Fabc.gif": POST,
    "https://www.reddit.com/comments/6rrwyj": "https://www.reddit.com/comments/6rrwyj",
    "https://www.reddit.com/media?url=https%3A%2F%2Fredd.it%2F6rrwyj": "https://www.reddit.com/comments/6rrwyj",
    "https://www.reddit.com/u/me/comments/nip71r/x/": "https://www.reddit.com/user/me/comments/nip71r",
    "https://www.twitch.tv/videos/106400740?t=1h2m": "https://www.twitch.tv/videos/106400740",
    "https://m.twitch.tv/riotgames/v/6528877": "https://www.twitch.tv/videos/6528877",
    "https://player.twitch.tv/?video=v6528877&parent=a.org": "https://www.twitch.tv/videos/6528877",
    "https://www.twitch.tv/chan/clip/FaintLight-ab_1?featured=true": "https://clips.twitch.tv/FaintLight-ab_1",
    "https://clips.twitch.tv/embed?clip=FaintLight&parent=a.org": "https://clips.twitch.tv/FaintLight",
    "https://tiktok.com/@a.b/video/6748451240264420610?is_from_webapp=1": "https://www.tiktok.com/@a.b/video/6748451240264420610",
    "https://m.tiktok.com/v/6748451240264420610.html": "https://www.tiktok.com/@/video/6748451240264420610",
    "https://www.tiktok.com/embed/v2/6748451240264420610": "https://www.tiktok.com/@/video/6748451240264420610",
    "https://www.vxtiktok.com/@a/video/6748451240264420610": "https://www.tiktok.com/@a/video/6748451240264420610",
    "https://vimeo.com/channels/staffpicks/56015672": "https://vimeo.com/56015672",
    "https://player.vimeo.com/video/56015672?h=0123456789&autoplay=1": "https://vimeo.com/56015672/0123456789",
    "https://vimeo.com/56015672/0123456789": "https://vimeo.com/56015672/0123456789",
    "https://vimeo.com/channels/staffpicks/56015672/0123456789": "https://vimeo.com/56015672/0123456789",
    "https://player.vimeo.com/video/56015672/0123456789": "https://vimeo.com/56015672/0123456789",
    "https://vimeo.com/56015672/settings": "https://vimeo.com/56015672",
    "https://vimeo.com/groups/shorts/videos/56015672": "https://vimeo.com/56015672",
    "https://vimeo.com/showcase/123/video/56015672": "https://vimeo.com/56015672",
    "https://mobile.twitter.com/a/status/643211948184596480?s=20": TWEET,
    "https://fxtwitter.com/a/status/643211948184596480/en": TWEET,
    "https://x.com/a/status/643211948184596480/photo/2": TWEET,
    "https://x.com/a/status/643211948184596480/video/2": f"{TWEET}/video/2",
    "https://x.com/i/web/status/643211948184596480": TWEET,
    "https://streamable.com/e/dnd1": "https://streamable.com/dnd1",
}  # fmt: skip
SHARES = {
    "https://vm.tiktok.com/ZTR45GpSF/": "https://vm.tiktok.com/ZTR45GpSF/",
    "https://vm.tiktok.com/ZTR45GpSF?lang=en": "https://vm.tiktok.com/ZTR45GpSF/",
    "https://vt.tiktok.com/ZSe4FqkKd": "https://vt.tiktok.com/ZSe4FqkKd/",
    "https://vm.vxtiktok.com/ZTR45GpSF/": "https://vm.tiktok.com/ZTR45GpSF/",
    "https://tiktok.com/t/ZTRC5xgJp": "https://www.tiktok.com/t/ZTRC5xgJp/",
    "https://v.redd.it/zv89llsvexdz/HLSPlaylist.m3u8?a=1": "https://v.redd.it/zv89llsvexdz",
    "https://old.reddit.com/r/videos/s/AbCdEf1234?x=1": "https://www.reddit.com/r/videos/s/AbCdEf1234",
    "https://www.reddit.com/u/me/s/AbCdEf1234": "https://www.reddit.com/u/me/s/AbCdEf1234",
    "https://reddit.com/s/AbCdEf1234": "https://www.reddit.com/s/AbCdEf1234",
    "https://reddit.com/video/zv89llsvexdz": "https://www.reddit.com/video/zv89llsvexdz",
}  # fmt: skip
OTHERS = {
    LinkKind.SEVERAL: [
        "https://www.youtube.com/playlist?list=PLabc",
        "https://www.youtube.com/watch?list=PLabc",
        "https://www.youtube.com/embed/videoseries?list=PLabc",
        "https://music.youtube.com/playlist?list=OLAK",
        "https://www.youtube.com/@somebody/videos",
        "https://www.youtube.com/results?search_query=calm",
        "https://www.tiktok.com/@somebody",
        "https://www.tiktok.com/music/song-6748451240264420610",
        "https://www.reddit.com/r/videos/",
        "https://www.reddit.com/",
        "https://www.reddit.com/search?q=calm",
        "https://www.reddit.com/user/me",
        "https://www.tiktok.com/",
        "https://www.tiktok.com/tag/calm",
        "https://www.twitch.tv/somebody",
        "https://player.twitch.tv/?channel=somebody",
        "https://www.twitch.tv/somebody/videos?filter=clips",
        "https://vimeo.com/showcase/123",
        "https://vimeo.com/somebody",
        "https://x.com/somebody",
    ],
    LinkKind.SHARE: [
        "https://v.redd.it/zv89llsvexdz",
        "https://v.redd.it/zv89llsvexdz/HLSPlaylist.m3u8?a=1",
        "https://www.reddit.com/r/videos/s/AbCdEf1234",
        "https://www.reddit.com/u/me/s/AbCdEf1234",
        "https://reddit.com/video/zv89llsvexdz",
        "https://vm.tiktok.com/ZTR45GpSF/",
        "https://vt.tiktok.com/ZSe4FqkKd",
        "https://www.tiktok.com/t/ZTRC5xgJp/",
        "https://t.co/abcdef",
    ],
    LinkKind.FILE: [
        "https://v.redd.it/zv89llsvexdz/DASH_480.mp4?source=fallback",
        "https://i.redd.it/abc.gif",
        "https://preview.redd.it/abc.gif?format=mp4&s=1",
        "https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fabc.gif",
    ],
    LinkKind.PHOTOS: [
        "https://www.tiktok.com/@a/photo/6748451240264420610?lang=en",
        "https://www.reddit.com/gallery/6rrwyj",
    ],
    LinkKind.LIVE: [
        "https://www.youtube.com/@somebody/live",
        "https://www.tiktok.com/@somebody/live",
    ],
    LinkKind.OTHER: [
        "https://v.redd.it/",
        "https://www.reddit.com/media?url=https%3A%2F%2Fexample.org%2Fabc.gif",
        "https://www.reddit.com/gallery",
        "https://www.reddit.com/about/",
        "https://www.tiktok.com/about",
        "https://www.tiktok.com/v/none.html",
        "https://www.youtube.com/clip/UgkxU2HSeGL_NvmDJ-nQJrlLwllwMDBdGZFs",
        "https://vimeo.com/ondemand/film",
        "https://www.youtube.com/watch?v=short",
    ],
}


@cache
def extractors() -> dict[str, Any]:
    from yt_dlp.extractor import gen_extractor_classes

    return {each.IE_NAME.lower(): each for each in gen_extractor_classes()}


@pytest.mark.parametrize(("url", "page"), VIDEOS.items())
def test_the_video_that_is_meant_is_named_by_an_address_of_its_own(url: str, page: str) -> None:
    link = read_page_link(url)
    assert link is not None
    assert (link.kind, link.url) == (LinkKind.VIDEO, page)


@pytest.mark.parametrize(("url", "page"), SHARES.items())
def test_a_short_link_is_followed_at_its_own_address(url: str, page: str) -> None:
    link = read_page_link(url)
    assert link is not None
    assert (link.kind, link.url) == (LinkKind.SHARE, page)


@pytest.mark.parametrize("page", sorted(set(VIDEOS.values())))
def test_its_sites_extractor_takes_that_address_for_a_video(page: str) -> None:
    site = find_site(split_link(page).hostname)  # type: ignore[union-attr, arg-type]
    assert site is not None
    assert any(extractors()[name].suitable(page) for name in site.extractors)


@pytest.mark.parametrize(("kind", "url"), [(kind, url) for kind, urls in OTHERS.items() for url in urls])
def test_what_is_no_page_of_one_video_is_told_apart(kind: LinkKind, url: str) -> None:
    link = read_page_link(url)
    assert link is not None
    assert link.kind is kind


@pytest.mark.parametrize("url", list(VIDEOS.values()))
def test_an_address_of_its_own_is_read_as_itself(url: str) -> None:
    link = read_page_link(url)
    assert link is not None
    assert link.url == url


@pytest.mark.parametrize(
    "url", ["https://example.org/a.mp4", "https://notyoutube.com/watch?v=x", "ftp://youtube.com/a", "youtube", "https://[::1", ""]
)  # fmt: skip
def test_other_links_are_of_no_site(url: str) -> None:
    assert read_page_link(url) is None


def test_every_site_has_hosts_and_readers() -> None:
    for site in SITES:
        for host in site.hosts:
            assert find_site_name(host) == site.name
            assert isinstance(site.read_link(f"https://{host}/"), type(read_page_link(WATCH)))
