"""HDR pictures as a standard screen shows them: PQ and HLG (Dolby Vision 8.4 is HLG below its metadata) to BT.709.

PyAV's FFmpeg has no zscale. The few scaled-down pictures that traits and encoders see are mapped by the transfer
functions of ITU-R BT.2100-2 themselves: to the light of a display, from their primaries to BT.709's, divided by the
clip's white, clipped to what a standard screen can show, and coded by BT.1886's exponent.

HLG's display gamma is applied to each channel, as zimg and other converters do for speed, not to luminance as BT.2100
has it: on greys both are the same, and what such a converter made of an SDR clip comes back as it was. Of a camera's
HLG strong colours come out a little stronger (a channel at twice another's light by 6 %).

White is the 203 cd/m2 of ITU-R BT.2408-7, or the 100 that converters give it where nothing in the clip is far brighter:
an SDR clip put into an HDR dress comes out as it was, and highlights above white become white.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorTrc
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_LOW_WHITE, _HIGH_WHITE = 100.0, 203.0  # cd/m2
_BRIGHT_NITS, _BRIGHT_QUANTILE = 150.0, 0.99  # of the brightest channel of all pixels; between the two, by ratio
_HLG_PEAK_NITS = 1000.0  # of the display that HLG's system gamma of 1.2 belongs to
_SYSTEM_GAMMA = 1.2
_SCREEN_GAMMA = 2.4  # BT.1886
# Linear light to BT.709 primaries, rows R, G, B (BT.2020: ITU-R BT.2087-0; Display P3: from its primaries, white D65).
_TO_709 = {
    int(ColorPrimaries.BT2020): np.array(
        [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], dtype=np.float32
    ),
    int(ColorPrimaries.SMPTE432): np.array(
        [[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]], dtype=np.float32
    ),
    int(ColorPrimaries.BT709): np.eye(3, dtype=np.float32),
}


@dataclass(frozen=True, slots=True)
class HdrFormat:
    """How HDR pictures are coded."""

    transfer: int  # PQ or HLG, as in ISO/IEC 23091-2
    primaries: int  # as there; those that are not known count as BT.2020's


def find_hdr_format(frame: VideoFrame) -> HdrFormat | None:
    """How ``frame`` codes HDR; None where it is SDR."""
    if frame.color_trc not in (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67):
        return None
    return HdrFormat(int(frame.color_trc), int(frame.color_primaries))


def map_to_sdr(codes: NDArray[np.uint16], hdr: HdrFormat, white_nits: float) -> NDArray[np.uint8]:
    """Map R'G'B' ``codes`` (..., 3) of 16 bit, full range, to 8-bit BT.709; ``white_nits`` (cd/m2) becomes white."""
    light = _convert_to_light(codes, hdr) / np.float32(white_nits)
    coded = np.clip(light, 0.0, 1.0) ** np.float32(1.0 / _SCREEN_GAMMA)
    return np.asarray(coded * 255.0 + 0.5, dtype=np.uint8)


def estimate_white(codes: NDArray[np.uint16], hdr: HdrFormat) -> float:
    """White of a clip, cd/m2, by the brightest parts of its pictures ``codes`` (..., 3)."""
    light = _convert_to_light(codes, hdr).max(axis=-1)
    return _HIGH_WHITE if float(np.quantile(light, _BRIGHT_QUANTILE)) > _BRIGHT_NITS else _LOW_WHITE


def _convert_to_light(codes: NDArray[np.uint16], hdr: HdrFormat) -> Floats:
    """(..., 3) light of a display in BT.709 primaries, cd/m2; negative outside of their gamut."""
    light = _make_linear_table(hdr.transfer)[codes]
    return np.asarray(light @ _TO_709.get(hdr.primaries, _TO_709[int(ColorPrimaries.BT2020)]).T)


@cache
def _make_linear_table(transfer: int) -> Floats:
    """(65536,) light of each code on a display, cd/m2."""
    signal = np.arange(65536) / 65535.0
    if transfer == ColorTrc.SMPTE2084:
        return np.asarray(decode_pq(signal), dtype=np.float32)
    return np.asarray(_HLG_PEAK_NITS * decode_hlg(signal) ** _SYSTEM_GAMMA, dtype=np.float32)


def decode_pq(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Luminance, cd/m2, of a PQ signal 0..1 (SMPTE ST 2084, BT.2100 table 4)."""
    m1, m2, c1, c2, c3 = 1305 / 8192, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128
    root = np.clip(signal, 0.0, 1.0) ** (1 / m2)
    return np.asarray(10_000.0 * (np.maximum(root - c1, 0.0) / (c2 - c3 * root)) ** (1 / m1))


def decode_hlg(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scene light 0..1 of an HLG signal 0..1 (BT.2100 table 5, inverse OETF)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    bright = (np.exp((np.maximum(signal, 0.5) - c) / a) + b) / 12.0
    return np.where(signal <= 0.5, signal**2 / 3.0, bright)
