"""Symmetric InfoNCE with a learnable temperature, over true batches and mined hard negatives.

Gradient accumulation would add no negatives, so a batch is one forward pass; on several devices the embeddings of all
are gathered, with their gradients, before they are compared.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from models.fusion.mvt import FusionInputs, MvtNet

COLDEST = 0.02
APART = -1e4  # score of what counts as no answer at all


class Contrast(nn.Module):
    """A fusion network with the loss it is trained by; ``forward`` takes what :class:`PairBatches` collates."""

    def __init__(self, net: MvtNet) -> None:
        super().__init__()
        self.net = net

    def forward(
        self,
        video: Tensor,
        words: Tensor | None,
        words_mask: Tensor | None,
        previous: Tensor,
        present: Tensor,
        target: Tensor,
        artist: Tensor,
        hard: Tensor,
        hard_artist: Tensor,
    ) -> dict[str, Any]:
        """Compare requests with their targets.

        Args:
            video: (B, 8, dv); this and the next four as in :class:`models.fusion.mvt.FusionInputs`.
            words: (B, T, dw), or None.
            words_mask: (B, T), or None.
            previous: (B, dm).
            present: (B, 3).
            target: (B, dm) music vectors.
            artist: (B,) whose the targets are; another's track by the same artist is no wrong answer.
            hard: (H, dm) hard negatives, H may be 0.
            hard_artist: (H,).

        Returns:
            ``loss``, and the unit vectors ``query`` and ``music`` (B, width) of this device.

        """
        query = self.net.encode_query(FusionInputs(video, words, words_mask, previous, present))
        music = self.net.encode_music(target)
        queries, musics, artists = _gather_devices(query), _gather_devices(music), _gather_devices(artist)
        against = torch.cat([musics, self.net.encode_music(hard)]) if len(hard) else musics
        owners = torch.cat([artists, hard_artist]) if len(hard) else artists
        loss = compute_info_nce(queries, against, artists, owners, self.net.log_temperature.exp().clamp_min(COLDEST))
        return {"loss": loss, "query": query, "music": music}


def compute_info_nce(queries: Tensor, music: Tensor, artists: Tensor, owners: Tensor, temperature: Tensor) -> Tensor:
    """Symmetric InfoNCE: the first rows of ``music`` (B + H, d) answer ``queries`` (B, d).

    Args:
        queries: (B, d) unit.
        music: (B + H, d) unit; the last H are hard negatives, which only queries are compared with.
        artists: (B,) of the answers.
        owners: (B + H,) artist of each row of ``music``; others by the same artist are left out.
        temperature: scalar.

    """
    count = len(queries)
    answers = torch.arange(count, device=queries.device)
    scores = queries @ music.T / temperature  # (B, B + H)
    same = artists[:, None] == owners[None]
    same[answers, answers] = False
    scores = scores.masked_fill(same, APART)
    forth = F.cross_entropy(scores, answers)
    back = F.cross_entropy(scores[:, :count].T, answers)
    return (forth + back) / 2


def _gather_devices(values: Tensor) -> Tensor:
    """Rows of all devices, in the order of their ranks; gradients flow back to the device each came from."""
    if not (torch.distributed.is_available() and torch.distributed.is_initialized()):
        return values
    from torch.distributed.nn.functional import all_gather

    return torch.cat(all_gather(values))  # type: ignore[no-untyped-call]
