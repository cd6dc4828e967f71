"""How a pick is to be laid under its clip: what members ask for and rendering reads."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

from musechat.json_types import JsonObject

GAIN_STEP_DB = 3.0  # one "louder" or "quieter"
MOST_GAIN_DB = 12.0  # either way
FADE_S = 2.0  # a fade whose length was not said
MOST_FADE_S = 30.0
MOST_NUDGE = 0.04  # by how much music may be made faster or slower


@dataclass(frozen=True, slots=True)
class MixSettings:
    """The mix of one pick and its clip; the default is a mix that nobody has changed.

    Which stretch of the track is heard stands in the pick itself (``start_s``, ``end_s``).

    Attributes:
        music_gain_db: added to the level at which the music would lie.
        clip_gain_db: added to the level of the clip's own sound.
        duck_under_speech: whether the music is lowered while somebody speaks; None: as rendering sees fit.
        mute_clip: whether the clip's own sound is left out.
        fade_in_s: length of the fade at the beginning, seconds; None: as rendering sees fit, 0 none.
        fade_out_s: the same at the end.
        loop: whether a track that is too short begins again.
        fit_length: whether the music is cut so that it ends with the clip, on its own close.
        end_on_beat: whether its last sound falls on a beat.
        length_s: how long the result is to be; None: as long as the clip.
        clip_start_s: first second of the clip that music lies under; None: its beginning.
        clip_end_s: last second of the clip that music lies under; None: its end.
        drop_at_s: second of the clip on which the track's main section is to fall; None: nowhere in particular.
        nudge: whether the music may play a little faster or slower, at the same pitch, so that it meets the clip.
        start_said: whether its member chose the second at which it starts, so that nothing moves it.
        track_end_s: second of the track behind which nothing of it is heard; None: its end.

    """

    music_gain_db: float = 0.0
    clip_gain_db: float = 0.0
    duck_under_speech: bool | None = None
    mute_clip: bool = False
    fade_in_s: float | None = None
    fade_out_s: float | None = None
    loop: bool = False
    fit_length: bool = False
    end_on_beat: bool = False
    length_s: float | None = None
    clip_start_s: float | None = None
    clip_end_s: float | None = None
    drop_at_s: float | None = None
    nudge: bool = False
    start_said: bool = False
    track_end_s: float | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing was asked for."""
        return self == MixSettings()

    def forget_place(self) -> MixSettings:
        """The same for another track, of which nobody has chosen a second yet."""
        return replace(self, start_said=False, track_end_s=None)

    def to_json(self) -> JsonObject:
        """Only what differs from the default, keyed by field name."""
        plain = asdict(MixSettings())
        return {name: value for name, value in asdict(self).items() if value != plain[name]}

    @classmethod
    def from_json(cls, data: JsonObject | None) -> MixSettings:
        """Inverse of :meth:`to_json`; ignores keys of other versions; None gives the default."""
        known = {f.name for f in fields(cls)}
        return cls(**{key: value for key, value in (data or {}).items() if key in known})
