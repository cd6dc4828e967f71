"""Generation with the embedded model: batches whose rows have their own seed, deadline and listener."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from models.writer.prompt import MUSIC
from models.writer.sampling import RowRandom
from models.writer.small_llama import SmallLlama
from models.writer.write_request import MAX_TOKENS, GeneratedText, WriteRequest

PAD, END, ASKED, ANSWERED = "<|pad|>", "<|end|>", "<|asked|>", "<|answered|>"


class SmallWriter:
    """Writes with the embedded model on the processor; one batch at a time.

    Args:
        model: base and adapter, merged.
        tokenizer: of the base.
        music_dim: size of a track's vector.

    """

    def __init__(self, model: SmallLlama, tokenizer: Tokenizer, music_dim: int) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.music_dim = music_dim
        self._pad, self._end, self._music = (int(tokenizer.token_to_id(mark) or 0) for mark in (PAD, END, MUSIC))

    @classmethod
    def load_writer(cls, base: Path, adapter: Path | None, music_dim: int) -> SmallWriter:
        """Read what ``musechat train writer`` wrote."""
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        return cls(SmallLlama.load_model(base, adapter), tokenizer, music_dim)

    @torch.inference_mode()
    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Write a text for each of ``requests``, all in one batch."""
        ids, mask = self._encode_prompts(requests)
        places = (mask.cumsum(1) - 1).clamp_min(0)
        seen = mask.bool()[:, None] & torch.ones(ids.shape[1], ids.shape[1], dtype=torch.bool).tril()
        seen = seen | torch.eye(ids.shape[1], dtype=torch.bool)  # padding attends to itself, else its rows give NaN
        draws = RowRandom([r.seed for r in requests], [r.temperature for r in requests])
        cache: list[tuple[Tensor, Tensor]] = []
        embedded = self.model.embed_tokens(ids, self._music, self._stack_music(requests))
        said = [self._encode_text(request.opening) for request in requests]
        open_rows = set(range(len(requests)))
        for _ in range(MAX_TOKENS):
            drawn = draws.perturb_logits(self.model.compute_logits(embedded, places, seen, cache)).argmax(1)
            self._take_tokens(requests, drawn.tolist(), said, open_rows)
            if not open_rows:
                break
            places = places[:, -1:] + 1
            mask = torch.cat([mask, torch.ones(len(mask), 1, dtype=mask.dtype)], 1)
            seen = mask.bool()[:, None]
            # A generated token is never the placeholder of the music, even where the model draws its id.
            embedded = self.model.embed_tokens(drawn[:, None], -1, np.zeros((0, 0), np.float32))
        return [self._to_generated(row) for row in said]

    def _take_tokens(
        self, requests: Sequence[WriteRequest], drawn: Sequence[int], said: list[list[int]], open_rows: set[int]
    ) -> None:
        """Append each open row's token; a row closes at its end token or its deadline."""
        now = time.monotonic()
        for row in sorted(open_rows):
            said[row].append(drawn[row])
            heard = requests[row].heard
            if heard is not None and drawn[row] != self._end:
                heard(self._decode_text(said[row]))
            if drawn[row] == self._end or now >= requests[row].until:
                open_rows.discard(row)

    def _encode_prompts(self, requests: Sequence[WriteRequest]) -> tuple[Tensor, Tensor]:
        """Left-padded (B, T), and their mask."""
        rows = [self._encode_text(f"{ASKED}{r.prompt}{ANSWERED}") + self._encode_text(r.opening) for r in requests]
        longest = max(map(len, rows))
        ids = torch.tensor([[self._pad] * (longest - len(row)) + row for row in rows])
        mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows])
        return ids, mask

    def _encode_text(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids) if text else []

    def _stack_music(self, requests: Sequence[WriteRequest]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        no_music = np.zeros(self.music_dim, np.float32)
        return np.stack([no_music if r.music is None else r.music for r in requests]).astype(np.float32)

    def _decode_text(self, row: Sequence[int]) -> str:
        return str(self.tokenizer.decode(list(row), skip_special_tokens=False)).strip()

    def _to_generated(self, row: list[int]) -> GeneratedText:
        whole = bool(row) and row[-1] == self._end
        kept = row[:-1] if whole else row
        return GeneratedText(self._decode_text(kept), len(kept), whole)
