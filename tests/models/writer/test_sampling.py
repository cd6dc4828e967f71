"""Draws follow the model's probabilities, within the nucleus, by each row's seed alone."""

from __future__ import annotations

import torch

from models.writer.sampling import TOP_K, RowRandom

SHARES = torch.tensor([0.5, 0.3, 0.15, 0.05])


def drawn(seeds: list[int], temperature: float = 1.0, logits: torch.Tensor | None = None) -> list[int]:
    rows = (SHARES.log() if logits is None else logits).expand(len(seeds), -1)
    found: list[int] = RowRandom(seeds, [temperature] * len(seeds)).perturb_logits(rows).argmax(1).tolist()
    return found


def test_tokens_come_as_often_as_they_are_likely() -> None:
    counts = torch.bincount(torch.tensor(drawn(list(range(4000)))), minlength=4) / 4000
    nucleus = SHARES.clone()
    nucleus[3] = 0  # the first three have more than nine tenths together
    assert torch.allclose(counts, nucleus / nucleus.sum(), atol=0.03)


def test_without_temperature_the_likeliest_comes() -> None:
    assert drawn(list(range(20)), 0.0) == [0] * 20


def test_a_row_draws_by_its_own_seed() -> None:
    draws = drawn([3, 4, 5, 6])
    assert draws == [drawn([seed])[0] for seed in (3, 4, 5, 6)]


def test_rows_of_both_kinds_share_a_batch() -> None:
    rows = SHARES.log().expand(2, -1)
    cold, hot = RowRandom([1, 1], [0.0, 1.0]).perturb_logits(rows)
    assert torch.equal(cold, rows[0])
    assert int(hot.argmax()) == drawn([1])[0]


def test_a_large_vocabulary_is_drawn_from_its_top() -> None:
    logits = torch.zeros(5 * TOP_K)
    logits[:TOP_K] = 10.0
    assert max(drawn(list(range(50)), logits=logits)) < TOP_K
