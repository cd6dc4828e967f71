"""*Get it…*: the finished clip, the music alone, and the files for editors, to whoever presses."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass

import discord

from bot.discord.buttons.interaction import NOBODY, ButtonInteraction
from bot.discord.cards.escaping import code
from bot.discord.cards.layout import MIX_NAME
from bot.discord.cards.trait_labels import credit_line
from bot.discord.services import UPLOAD_BYTES
from bot.pick_media import name_pick_media
from language.texts import Texts
from musechat.errors import BadInput
from musechat.mix_names import MixBlobs
from musechat.turn import TurnView
from store.blobs import BlobStore

MEGABYTE = 1_000_000
SPARE_BYTES = 64 * 1024  # of a request, beside its files


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """What can be sent of a mix, and what cannot."""

    files: tuple[tuple[str, bytes], ...]  # names and bytes, in the order of their use
    too_large_mb: float | None  # size of the video, where it is larger than may be sent


async def send_files(press: ButtonInteraction) -> None:
    """Send the files of a turn's pick; nothing changes, so anyone who sees the card may have them.

    Raises:
        BadInput: ``no-such-turn``, ``no-such-pick``.

    """
    turn = await press.services.turn_client.view(press.target_id)
    if not turn.picks or turn.video_hash is None:
        raise BadInput("no-such-pick", f"Turn {press.target_id} has no pick for a clip", "Use a newer card")
    names = name_pick_mix(turn)
    most = (press.interaction.filesize_limit or UPLOAD_BYTES) - SPARE_BYTES
    given = await press.services.turn_client.call(collect_files, press.services.blobs, names, most)
    await press.interaction.edit_original_response(
        content=describe_files(turn, given, press.texts),
        attachments=[discord.File(io.BytesIO(data), filename=name) for name, data in given.files],
        allowed_mentions=NOBODY,
    )


def name_pick_mix(turn: TurnView) -> MixBlobs:
    """The blobs of the mix of a turn's pick and clip."""
    return name_pick_media(turn, turn.picks[0])


def collect_files(blobs: BlobStore, names: MixBlobs, most: int) -> GivenFiles:
    """Read what fits into ``most`` bytes together: the video first, then the files for editors, then the music."""
    found, left, too_large = [], most, None
    wanted = ((names.video, MIX_NAME), (names.handover, "for-editors.zip"), (names.music, "music.m4a"))
    for name, shown in wanted:
        try:
            size = blobs.get_size(name)
        except BadInput:  # not made, or its day is over
            size = 0
        if name == names.video and (whole := size or _read_size(blobs, names)) > left:
            too_large = whole / MEGABYTE
        if 0 < size <= left:
            with blobs.open_blob(name) as file:
                found.append((shown, file.read()))
            left -= size
    return GivenFiles(tuple(found), too_large)


def _read_size(blobs: BlobStore, names: MixBlobs) -> int:
    """How large the video would be, where it was not made for its size."""
    try:
        with blobs.open_blob(names.note) as file:
            return int(json.loads(file.read())["bytes"])
    except (BadInput, OSError, ValueError, KeyError):
        return 0


def describe_files(turn: TurnView, given: GivenFiles, texts: Texts) -> str:
    """What was sent and what was not, and the credit to copy."""
    lines = [texts("buttons.get.here" if given.files else "buttons.get.nothing")]
    if given.too_large_mb is not None:
        lines.append(texts("buttons.get.too-large", size=f"{given.too_large_mb:.0f}"))
    if turn.picks[0].licence.derivatives is False:
        lines.append(texts("buttons.get.untouched"))
    lines.append(f"{texts('cards.pick.credit')}\n```\n{code(credit_line(turn.picks[0]))}\n```")
    return "\n".join(lines)
