"""What workers make of picks, as the bot and the page find it: names, fit cards, and waiting for an order."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from bot.turn_client import TurnClient
from musechat.errors import BadInput
from musechat.fit import Fit
from musechat.mix_names import MixBlobs, name_mix
from musechat.pick import Pick
from musechat.pick_order import OrderKind
from musechat.turn import TurnView
from store.blobs import BlobStore
from store.pick_orders import load_order, place_order

_LOOK_S = 0.3  # between two looks at an order


@dataclass(frozen=True, slots=True)
class FitFiles:
    """A fit card as it is stored."""

    fit: Fit
    picture: bytes  # PNG


def name_pick_media(turn: TurnView, pick: Pick) -> MixBlobs:
    """The blobs of what is made of a turn's pick and clip."""
    return name_mix(turn.video_hash or "", turn.video, pick.track_id, pick.start_s, pick.mix)


def read_fit(blobs: BlobStore, names: MixBlobs) -> Fit | None:
    """How clip and music meet; None where that was not computed, or its day is over."""
    try:
        with blobs.open_blob(names.fit) as file:
            return Fit.from_json(json.loads(file.read()))
    except (BadInput, OSError, ValueError, KeyError, TypeError):
        return None


def read_fit_files(blobs: BlobStore, names: MixBlobs) -> FitFiles | None:
    """A fit card with its picture; None where it was not made, or its day is over."""
    fit = read_fit(blobs, names)
    try:
        with blobs.open_blob(names.fit_picture) as file:
            return FitFiles(fit, file.read()) if fit is not None else None
    except (BadInput, OSError):
        return None


async def fetch_fit_files(
    client: TurnClient, blobs: BlobStore, turn: TurnView, pick: Pick, patience_s: float
) -> FitFiles | None:
    """The fit card of a turn's pick, made now where it is not there yet; None where none comes in time."""
    if turn.video_hash is None:
        return None
    names = name_pick_media(turn, pick)
    found = await client.call(read_fit_files, blobs, names)
    if found is not None:
        return found
    status = await client.write(place_order, pick.id, OrderKind.FIT)
    until = asyncio.get_running_loop().time() + patience_s
    while status.state.is_open and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(_LOOK_S)
        found_order = await client.read(load_order, pick.id, OrderKind.FIT)
        if found_order is None:  # its conversation was deleted meanwhile
            return None
        status = found_order
    return await client.call(read_fit_files, blobs, names)
