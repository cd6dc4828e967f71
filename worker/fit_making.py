"""One fit card as *Why?* and the page show it: as data and as a picture, stored beside the mix."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from media.fit_card import FitJob
from media.fit_card.card_process import FitCardMaker
from store.blobs import BlobStore
from store.database import Database
from worker.mix_making import MixOrder, load_material, make_mix_job, require_clip, store_bytes

SECONDS = 20.0  # it takes one or two on an idle machine; nobody looks at *Why?* for longer


def make_pick_fit(
    order: MixOrder, db: Database, blobs: BlobStore, maker: FitCardMaker, check: Callable[[], None]
) -> None:
    """Make a fit card and store its two blobs, where they are not there yet.

    Raises:
        BadInput: nothing is known of the clip, or the track is gone or cannot be read.
        MuseChatError: it failed by our fault, or took too long.

    """
    material = load_material(order, db)
    names = material.names
    if blobs.has_blob(names.fit) and blobs.has_blob(names.fit_picture):
        return
    has_clip = bool(material.blob) and blobs.has_blob(material.blob)
    with blobs.open_local(material.blob) if has_clip else nullcontext(Path("gone")) as clip:
        mix = make_mix_job(order, material, clip, Path())
        card = maker.make_card(
            FitJob(mix, material.traits, material.track.traits, has_clip), seconds=SECONDS, check=check
        )
    store_bytes(blobs, names.fit_picture, card.picture)
    store_bytes(blobs, names.fit, json.dumps(card.fit.to_json()).encode())  # last: it says that both are there
    require_clip(material, db, blobs)
