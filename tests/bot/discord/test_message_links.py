"""Links are found in what people write, whatever they write around them; what is left over is what they wished."""

from __future__ import annotations

import pytest

from bot.discord.clips import read_link
from bot.discord.message_links import find_linked_clips, is_message_link, scan_links, without_links

VIDEO = "https://youtu.be/dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("text", "links", "words"),
    [
        (VIDEO, [VIDEO], ""),
        (f"<{VIDEO}?list=PLa>", [f"{VIDEO}?list=PLa"], ""),
        (f"||{VIDEO}||", [VIDEO], ""),
        (f"<||{VIDEO}||>", [VIDEO], ""),
        (f"||calm {VIDEO} piano||", [VIDEO], "||calm piano||"),
        (f"**{VIDEO}**", [VIDEO], ""),
        (f"`{VIDEO}`", [VIDEO], ""),
        ("_https://youtu.be/dQw4w9WgXc__", ["https://youtu.be/dQw4w9WgXc_"], ""),
        ("https://youtu.be/dQw4w9WgXc_", ["https://youtu.be/dQw4w9WgXc_"], ""),
        (f"[my clip]({VIDEO}) calm please", [VIDEO], "my clip calm please"),
        (f"[my clip](<{VIDEO}>)", [VIDEO], "my clip"),
        (f"see ({VIDEO}), calm", [VIDEO], "see , calm"),
        (f"{VIDEO}!!", [VIDEO], ""),
        (f"calm, {VIDEO}, no vocals.", [VIDEO], "calm, no vocals."),
        (f"“{VIDEO}” … calmer", [VIDEO], "“ ” … calmer"),
        (f"これ{VIDEO}、静かに", [VIDEO], "これ 、静かに"),
        ("https://a.org/A_(film).mp4", ["https://a.org/A_(film).mp4"], ""),
        ("HTTPS://A.org/x.MP4", ["HTTPS://A.org/x.MP4"], ""),
        (f"{VIDEO} {VIDEO} https://a.org/b.mp4", [VIDEO, "https://a.org/b.mp4"], ""),
        ("calm piano (no vocals)", [], "calm piano (no vocals)"),
    ],
)  # fmt: skip
def test_links_are_told_from_what_is_written_around_them(text: str, links: list[str], words: str) -> None:
    assert scan_links(text) == links
    assert " ".join(without_links(text).split()) == words


@pytest.mark.parametrize(
    ("links", "clips"),
    [
        # A file, then a site's video, then any page; what is certainly none stands last.
        (["https://blog.org/a", VIDEO, "https://a.org/b.mp4"], ["https://a.org/b.mp4", VIDEO]),
        (["https://www.youtube.com/@me", VIDEO], [VIDEO]),
        (["https://blog.org/a", "https://blog.org/b"], ["https://blog.org/a", "https://blog.org/b"]),
        (["https://www.youtube.com/@me", "https://blog.org/a"], ["https://blog.org/a"]),
        (["https://www.tiktok.com/@a/photo/1"], ["https://www.tiktok.com/@a/photo/1"]),
        (["https://discord.com/channels/1/2/3", "https://discord.gg/abc"], []),
        (["https://cdn.discordapp.com/attachments/1/2/a.mp4"], ["https://cdn.discordapp.com/attachments/1/2/a.mp4"]),
        (["https://cdn.discordapp.com/attachments/1/2/clip?ex=1"], ["https://cdn.discordapp.com/attachments/1/2/clip?ex=1"]),
    ],
)  # fmt: skip
def test_the_likeliest_clip_comes_first_and_only_its_like_beside_it(links: list[str], clips: list[str]) -> None:
    assert [clip.value for clip in find_linked_clips(links)] == clips


def test_a_link_is_taken_out_of_what_was_pasted_with_it() -> None:
    assert read_link(f"||{VIDEO}||").value == VIDEO
    assert read_link(f"<{VIDEO}>.").value == VIDEO


def test_a_link_to_a_message_is_known() -> None:
    assert is_message_link("https://discord.com/channels/1/2/3")
    assert is_message_link("https://ptb.discord.com/channels/@me/2/3")
    assert not is_message_link("https://discord.com/invite/abc")
    assert not is_message_link(VIDEO)
