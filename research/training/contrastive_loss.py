"""Symmetric InfoNCE (van den Oord et al., 2018) with a learnable temperature, in-batch and mined hard negatives.

Gradient accumulation would add no negatives, so a batch is one forward pass; with several devices the embeddings of all
are gathered, with gradients, before they are compared.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from models.fusion.mvt import FusionInputs, MvtNet

# Below this the loss is dominated by the nearest negative and gradients grow unstable.
COLDEST = 0.02
APART = -1e4  # logit of masked pairs; finite, so that half precision gives no NaN


class Contrast(nn.Module):
    """A fusion network with its training loss; ``forward`` takes the batches of :class:`PairBatches`."""

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
        """Compute the loss of requests against their targets.

        Args:
            video: (B, 8, dv); this and the next four as in :class:`models.fusion.mvt.FusionInputs`.
            words: (B, T, dw), or None.
            words_mask: (B, T), or None.
            previous: (B, dm).
            present: (B, 3).
            target: (B, dm) music vectors.
            artist: (B,) artist numbers of the targets; other tracks by the same artist are no negatives.
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
    """Compute symmetric InfoNCE: the first B rows of ``music`` (B + H, d) are the answers to ``queries`` (B, d).

    Args:
        queries: (B, d) unit.
        music: (B + H, d) unit; the last H are hard negatives, used in the query-to-music direction only.
        artists: (B,) of the answers.
        owners: (B + H,) artist of each row of ``music``; others by the same artist are left out.
        temperature: scalar.

    """
    count = len(queries)
    answers = torch.arange(count, device=queries.device)
    scores = queries @ music.T / temperature  # (B, B + H)
    same = artists[:, None] == owners[None]
    # The answer itself has the same artist and must stay.
    same[answers, answers] = False
    # Tracks by one artist sound alike: as negatives they would push apart what fits equally well.
    scores = scores.masked_fill(same, APART)
    forth = F.cross_entropy(scores, answers)
    back = F.cross_entropy(scores[:, :count].T, answers)
    return (forth + back) / 2


def _gather_devices(values: Tensor) -> Tensor:
    """Concatenate the rows of all devices by rank; gradients flow back to the device of each row."""
    if not (torch.distributed.is_available() and torch.distributed.is_initialized()):
        return values
    from torch.distributed.nn.functional import all_gather

    return torch.cat(all_gather(values))  # type: ignore[no-untyped-call]
