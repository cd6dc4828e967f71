"""The bridge's vocabulary: phrases for music, and scenes with music that suits them.

The phrases for music are written by hand; scenes are those of :mod:`language.scenes`. All of it is part of the bridge's
version, since any change moves the queries.
"""

from __future__ import annotations

from language.scenes import list_scenes
from musechat.sound_profile import SoundProfile

MUSIC = (
    # moods
    "calm peaceful music",
    "relaxing background music",
    "soft gentle music",
    "quiet intimate music",
    "dreamy floating music",
    "warm tender music",
    "romantic love song",
    "sad melancholic music",
    "sorrowful slow music",
    "nostalgic wistful music",
    "lonely sparse music",
    "happy cheerful music",
    "joyful upbeat music",
    "playful funny music",
    "quirky comical music",
    "hopeful uplifting music",
    "inspiring motivational music",
    "triumphant heroic music",
    "epic cinematic orchestral music",
    "majestic grand music",
    "dramatic intense music",
    "tense suspenseful music",
    "dark ominous music",
    "scary horror music",
    "mysterious eerie music",
    "aggressive angry music",
    "powerful energetic music",
    "exciting adrenaline music",
    "cool confident music",
    "sexy sensual music",
    "bright sunny music",
    "carefree summer music",
    "spiritual meditative music",
    # pace and loudness
    "very slow music",
    "slow music",
    "music at a medium tempo",
    "fast music",
    "very fast frantic music",
    "music with a strong driving beat",
    "music without drums or beat",
    "loud heavy music",
    "music with a groove to dance to",
    # genres
    "ambient drone music",
    "new age music",
    "lo-fi hip hop beats",
    "chillout downtempo electronica",
    "trip hop",
    "hip hop with rapping",
    "trap beat with heavy bass",
    "rhythm and blues with smooth singing",
    "soul music",
    "funk with slap bass",
    "disco",
    "house music",
    "deep house",
    "techno",
    "trance",
    "drum and bass",
    "dubstep with wobbling bass",
    "electronic dance music festival anthem",
    "synthwave with eighties synthesizers",
    "eight bit video game chiptune",
    "glitchy experimental electronic music",
    "industrial music",
    "pop song",
    "electropop",
    "indie pop",
    "indie rock",
    "alternative rock",
    "classic rock",
    "hard rock with electric guitars",
    "punk rock",
    "heavy metal with distorted guitars",
    "death metal with growling",
    "post rock building up slowly",
    "surf rock",
    "blues with electric guitar",
    "country with twanging guitar",
    "bluegrass with banjo",
    "folk with acoustic guitar",
    "celtic folk with fiddle",
    "jazz with saxophone",
    "smooth jazz",
    "swing big band",
    "bossa nova",
    "latin salsa",
    "flamenco guitar",
    "reggae",
    "dancehall and reggaeton",
    "afrobeat",
    "indian classical music with sitar",
    "east asian traditional music",
    "middle eastern music with oud",
    "gospel choir",
    "classical orchestral music",
    "baroque harpsichord music",
    "string quartet",
    "opera singing",
    "marching band",
    "waltz",
    "circus music",
    "christmas music with bells",
    "children's music",
    "corporate background music",
    "film score",
    # instruments and voices
    "solo piano",
    "calm piano music",
    "acoustic guitar",
    "electric guitar solo",
    "ukulele and whistling",
    "violin",
    "cello",
    "orchestral strings",
    "harp",
    "flute",
    "saxophone",
    "trumpet and brass",
    "church organ",
    "accordion",
    "synthesizer pads",
    "synthesizer arpeggios",
    "deep bass",
    "drum kit solo",
    "hand percussion and tribal drums",
    "hand claps and finger snaps",
    "bells and marimba",
    "female singer",
    "male singer",
    "choir",
    "instrumental music without singing",
    "vocal harmonies",
    # sound and age
    "old scratchy vintage recording",
    "sixties music",
    "seventies music",
    "eighties music",
    "nineties music",
    "modern polished production",
    "rough lo-fi home recording",
    "live concert with audience",
)

# Concepts whose id alone would not tell an encoder of captions what is meant.
_CAPTION_WORDS = {
    "soundtrack": "cinematic film score",
    "world": "traditional world",
    "beat": "a strong beat",
    "strings": "orchestral strings",
    "synth": "synthesizers",
}


def caption_music(sound: SoundProfile) -> str:
    """Caption the music of a profile: two moods, a genre and two instruments ("calm dreamy ambient music with ...")."""
    moods, genres, instruments = (
        [_CAPTION_WORDS.get(name, name) for name, _ in part] for part in (sound.moods, sound.genres, sound.instruments)
    )
    carried = f" with {' and '.join(instruments[:2])}" if instruments else ""
    return " ".join((*moods[:2], *genres[:1])) + " music" + carried


# What a picture shows, and music that people put under it: the table of scenes, as far as pictures show them.
SCENES = tuple((scene.caption, caption_music(scene.sound)) for scene in list_scenes() if scene.caption)

CALM = ("very slow calm music", "soft quiet ambient music", "gentle relaxing music without drums")
ENERGETIC = ("very fast energetic music", "loud powerful music with a driving beat", "exciting high energy dance music")
