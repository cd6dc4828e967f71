"""The network that hears speech and music: the same in numpy as in torch, whatever the length of the sound."""

from __future__ import annotations

import numpy as np
import torch

from media.watch.log_mel import BANDS, HOP, WINDOW, compute_log_mel
from media.watch.sound_network import FRAMES_PER_STEP, WEIGHTS_FILE, SoundNetwork, load_sound_network
from research.training.clip_sound_network import ClipSoundNetwork
from tests.media.watch.sounds import make_melody


def make_network() -> tuple[ClipSoundNetwork, SoundNetwork]:
    """A network with random weights and statistics, in torch and in numpy."""
    torch.manual_seed(0)
    net = ClipSoundNetwork()
    for _ in range(3):
        net(torch.randn(4, 64, BANDS))
    net.eval()
    return net, SoundNetwork({name: value.detach().numpy() for name, value in net.export_arrays().items()})


def test_numpy_computes_what_torch_computes() -> None:
    net, ours = make_network()
    for frames in (1, 2, 5, 376, 377):
        mel = np.random.default_rng(frames).normal(size=(frames, BANDS)).astype(np.float32)
        with torch.no_grad():
            theirs = net(torch.from_numpy(mel)[None])[0].numpy()
        found = ours.score_frames(mel)
        assert found.shape == theirs.shape == (-(-frames // FRAMES_PER_STEP), 2)
        assert np.abs(found - theirs).max() < 1e-4


def test_blocks_give_what_the_whole_gives() -> None:
    net, ours = make_network()
    mel = np.random.default_rng(0).normal(size=(5003, BANDS)).astype(np.float32)
    with torch.no_grad():
        theirs = net(torch.from_numpy(mel)[None])[0].numpy()
    assert np.abs(ours.score_frames(mel) - theirs).max() < 1e-4


def test_the_shipped_weights_are_small_and_fit() -> None:
    assert WEIGHTS_FILE.stat().st_size <= 300_000
    scores = load_sound_network().score_classes(make_melody(2.0))
    assert scores.shape[1] == 2
    assert ((scores >= 0) & (scores <= 1)).all()


def test_a_sound_shorter_than_one_frame_has_no_scores() -> None:
    assert load_sound_network().score_classes(np.zeros(WINDOW - 1, np.float32)).shape == (0, 2)


def test_log_mel_follows_frequency_and_level() -> None:
    time = np.arange(WINDOW + 40 * HOP) / 16_000
    low, high = (compute_log_mel((0.1 * np.sin(2 * np.pi * f * time)).astype(np.float32)) for f in (200.0, 5000.0))
    assert low.shape == (41, BANDS)
    assert low.mean(axis=0).argmax() < 12 < 45 < high.mean(axis=0).argmax()
    louder = compute_log_mel((0.2 * np.sin(2 * np.pi * 200.0 * time)).astype(np.float32))
    assert np.allclose((louder - low).max(axis=1), 2 * np.log10(2), atol=0.01)
