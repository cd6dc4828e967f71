"""The credit that goes beside a video, and what the licence of its music says."""

from __future__ import annotations

from language.licences import describe_licence
from language.texts import ENGLISH, Texts
from media.handover.markers import list_heard
from media.mix.job import MixReport
from musechat.track import Track


def write_credit(track: Track, mix: MixReport | None = None, texts: Texts = ENGLISH) -> str:
    """Credit line, licence, source, and what was done to the music, a line each."""
    licence = track.licence
    lines = [f"Music: “{track.title or 'Untitled'}” by {track.artist or 'unknown artist'}"]
    if licence.id == "unknown":
        lines.append("Licence: not known; ask the artist before you use it")
    else:
        lines.append(f"Licence: {licence.id}" + (f" ({licence.url})" if licence.url else ""))
        lines.append(f"It says: {describe_licence(licence, texts)}")
    if track.source_url:
        lines.append(f"Source: {track.source_url}")
    if mix is not None:
        spans = [(each.track_s, each.track_s + each.length_s * each.rate) for each in list_heard(mix)]
        if not mix.joints and mix.rate == 1.0:
            spans = [(mix.music_from_s, mix.music_to_s)]  # where it begins again it is heard longer than that
        heard = ", then ".join(f"{start:.1f} s to {end:.1f} s" for start, end in spans)
        tempo = (
            "" if mix.rate == 1.0 else f", {abs(100 * (mix.rate - 1)):.1f} % {'faster' if mix.rate > 1 else 'slower'}"
        )
        lines.append(f"Changes: {heard} of the track{tempo}, with fades, at another level")
    return "\n".join(lines) + "\n"
