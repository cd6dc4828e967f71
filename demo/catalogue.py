"""The demo library's catalogue: what is to be composed, by whom (all invented), in which style and mood."""

from __future__ import annotations

from dataclasses import dataclass

from demo.score import CataloguePiece


@dataclass(frozen=True, slots=True)
class CatalogueAlbum:
    """A style, the genre written into its files, and the artist and album it is filed under."""

    style: str
    genre: str
    artist: str
    album: str
    rows: tuple[str, ...]  # "Title; key mode; tempo; energy; mood, mood; option=value option=value"


ALBUMS = (
    CatalogueAlbum("solo piano", "Modern Classical", "Elin Varga", "Letters Left Unsealed", (
        "The Kettle Before Dawn; C major; 70; 0.2; calm, tender, hopeful",
        "Snow on the Letterbox; A minor; 66; 0.18; melancholy, calm, nostalgic",
        "Your Side of the Window; F major; 76; 0.24; warm, romantic, calm",
        "What the House Remembers; D minor; 68; 0.2; sad, nostalgic, quiet",
    )),
    CatalogueAlbum("waltz", "Classical", "Elin Varga", "Salon of Small Hours", (
        "The Last Lamp on Rue Perdue; A minor; 116; 0.4; romantic, nostalgic, wistful",
        "Paper Moon Carousel; G major; 138; 0.5; romantic, playful, warm; lead=accordion",
        "Gloves of Grey Silk; D major; 108; 0.38; elegant, romantic, warm",
    )),
    CatalogueAlbum("ambient", "Ambient", "Halcyon Drift", "Cartography of Fog", (
        "Tidewater Cathedral; D major; 60; 0.1; calm, dreamy, spacious; voice=choir",
        "Beneath the Ice Shelf; A minor; 58; 0.12; dark, cold, mysterious; drops=bell",
        "Slow Light Over Salt Flats; F major; 60; 0.1; peaceful, dreamy, warm; drops=kalimba",
    )),
    CatalogueAlbum("lo-fi", "Lo-Fi Hip Hop", "Mellow Harbour", "Rainy Day Receipts", (
        "Umbrella Weather; C major; 78; 0.35; chill, cozy, calm",
        "Half a Cup Left; A minor; 74; 0.32; chill, melancholy, calm; lead=clean guitar",
        "Laundromat Sunset; F major; 82; 0.38; chill, warm, nostalgic; lead=electric piano",
    )),
    CatalogueAlbum("epic", "Cinematic", "Northlight Orchestra", "Banners at First Light", (
        "March of the Hollow Kings; D minor; 100; 0.85; epic, powerful, heroic; voice=choir",
        "Where Eagles Keep Their Fires; C major; 104; 0.82; heroic, triumphant, hopeful",
        "The Siege at Winter Gate; C minor; 112; 0.9; epic, dark, intense; voice=choir",
        "Crown of the Morning; G major; 96; 0.8; triumphant, epic, uplifting",
    )),
    CatalogueAlbum("sad strings", "Chamber Music", "Alder Chamber", "Ash and Ivory", (
        "For the Empty Chair; D minor; 60; 0.28; sad, mournful, tender",
        "A Bridge We Did Not Cross; G minor; 64; 0.3; sad, longing, dramatic",
        "November Without You; B minor; 58; 0.26; sad, lonely, slow",
    )),
    CatalogueAlbum("choral", "Choral", "Alder Chamber", "Stone Vespers", (
        "Lanterns Under the Nave; C major; 66; 0.35; peaceful, sacred, hopeful",
        "The Drowned Bells; A minor; 62; 0.36; solemn, dark, sacred",
        "Hymn for Distant Harbours; F major; 70; 0.38; serene, hopeful, sacred",
    )),
    CatalogueAlbum("techno", "Techno", "Voltkammer", "Strom", (
        "Substation Nine; A minor; 130; 0.9; dark, hypnotic, intense",
        "Concrete Pulse; F minor; 134; 0.93; aggressive, dark, driving",
        "Relay Room, 4 A.M.; G minor; 128; 0.88; hypnotic, cold, driving",
    )),
    CatalogueAlbum("suspense", "Soundtrack", "Voltkammer", "The Wiretap Tapes", (
        "Footsteps Two Floors Up; C minor; 104; 0.55; tense, suspenseful, dark",
        "Countdown in a Locked Room; D minor; 116; 0.6; tense, urgent, suspenseful",
        "The Informant; A phrygian; 96; 0.5; mysterious, tense, dark",
    )),
    CatalogueAlbum("funk", "Funk", "The Tangerine Set", "Squeeze", (
        "Citrus on the Dashboard; C mixolydian; 108; 0.78; happy, groovy, upbeat",
        "Walk It Like Saturday; D dorian; 112; 0.8; groovy, confident, fun",
        "Elevator to the Disco; F major; 116; 0.82; happy, playful, upbeat; keys=organ stab",
    )),
    CatalogueAlbum("house", "House", "Lumen Avenue", "Rooftop Hours", (
        "Glass Elevator; A minor; 124; 0.82; energetic, euphoric, night",
        "Palms in the Strobe Light; C major; 122; 0.84; happy, euphoric, summer; voice=lead",
        "Every Window Awake; F minor; 126; 0.86; energetic, driving, night; voice=lead",
        "Poolside Algorithm; G major; 120; 0.78; summer, happy, upbeat",
    )),
    CatalogueAlbum("uplifting", "Pop", "Lumen Avenue", "Good News Travels", (
        "Open Every Door; C major; 116; 0.65; hopeful, uplifting, happy",
        "The First Hundred Steps; D major; 120; 0.68; inspiring, hopeful, bright",
        "Confetti Forecast; G major; 124; 0.72; happy, festive, bright",
    )),
    CatalogueAlbum("chiptune", "Chiptune", "Pixel Otter", "Insert Fish to Continue", (
        "River Level Three; C major; 144; 0.75; playful, happy, fast",
        "Boss of the Beaver Dam; A minor; 156; 0.85; intense, playful, fast",
        "Save Point Lullaby; F major; 120; 0.6; cute, playful, nostalgic",
    )),
    CatalogueAlbum("playful", "Comedy", "Pixel Otter", "Trousers of the Mind", (
        "The Cat Has a Plan; C major; 120; 0.5; playful, funny, sneaky",
        "Butter Side Down; G major; 132; 0.58; funny, playful, light; lead=flute",
        "Professor Loses His Hat; F major; 112; 0.48; playful, quirky, light",
    )),
    CatalogueAlbum("folk", "Folk", "Rowan & Wick", "Kindling", (
        "Two Rivers, One Boat; G major; 96; 0.38; warm, hopeful, natural",
        "Ashes on the Heather; A minor; 88; 0.34; wistful, natural, calm; lead=voice hum",
        "Cider and Smoke; D major; 104; 0.42; warm, cozy, happy; lead=violin",
        "Widow's Weather; E minor; 118; 0.33; sad, natural, quiet; meter=3 lead=clarinet",
    )),
    CatalogueAlbum("jazz", "Jazz", "Blue Quarter Trio", "Table by the Radiator", (
        "Second Encore, Empty Room; C major; 138; 0.5; smooth, relaxed, night",
        "Half Past Yesterday; D minor; 92; 0.38; smoky, melancholy, night; lead=saxophone",
        "The Doorman Hums; F major; 150; 0.55; swinging, happy, elegant",
        "Blue Radiator; C minor; 126; 0.48; cool, smoky, night; lead=vibraphone",
    )),
    CatalogueAlbum("bossa nova", "Bossa Nova", "Joana Miraflor", "Sal e Luz", (
        "Varanda; C major; 126; 0.4; relaxed, warm, romantic; lead=voice ooh",
        "The Ferry to Ilha Clara; F major; 134; 0.44; sunny, relaxed, happy; lead=voice",
        "Lime Tree, Late Sun; A minor; 120; 0.38; relaxed, wistful, warm; lead=flute",
    )),
    CatalogueAlbum("rock", "Rock", "Gravel Saints", "Tarmac Gospel", (
        "Burn the Map; E minor; 138; 0.9; energetic, aggressive, powerful",
        "Last Exit Serenade; A minor; 116; 0.8; powerful, nostalgic, driving",
        "Gasoline Hymnal; D mixolydian; 146; 0.92; energetic, rebellious, fun",
    )),
    CatalogueAlbum("dub", "Reggae", "Island Static", "Low Tide Transmissions", (
        "Mango Frequency; G major; 76; 0.55; relaxed, sunny, laid-back",
        "Basement Lagoon; A minor; 72; 0.5; laid-back, dark, deep",
        "Hammock Theory; C major; 80; 0.56; happy, sunny, laid-back; lead=steel pan",
    )),
    CatalogueAlbum("trap", "Hip-Hop", "Kid Meridian", "Zero Degrees", (
        "Chrome Weather; C minor; 140; 0.7; dark, confident, urban",
        "Penthouse for One; F minor; 132; 0.66; moody, urban, lonely; voice=lead bells=music box",
        "Southside Gravity; G minor; 146; 0.74; aggressive, confident, urban; bells=piano",
    )),
    CatalogueAlbum("synthwave", "Synthwave", "Neon Parallel", "Afterimage Boulevard", (
        "Midnight Interchange; A minor; 104; 0.7; nostalgic, night, driving",
        "Cassette Horizon; F minor; 112; 0.74; nostalgic, energetic, night",
        "Laser Eyed and Lonely; D minor; 96; 0.66; dreamy, nostalgic, lonely",
    )),
)  # fmt: skip


def _parse_piece(album: CatalogueAlbum, number: int, row: str) -> CataloguePiece:
    title, key, tempo, energy, moods, *rest = (cell.strip() for cell in row.split(";"))
    tonic, mode = key.split()
    return CataloguePiece(
        title=title,
        artist=album.artist,
        album=album.album,
        style=album.style,
        key=tonic,
        mode=mode,
        tempo=float(tempo),
        seed=number,
        energy=float(energy),
        moods=tuple(m.strip() for m in moods.split(",")),
        options=_parse_options(rest[0]) if rest else {},
    )


def _parse_options(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for word in text.split():
        if "=" in word:
            last, value = word.split("=")
            found[last] = value
        else:
            # Values may have several words ("voice ooh"): a word without "=" belongs to the value before it.
            found[last] += f" {word}"
    return found


def load_catalogue() -> tuple[CataloguePiece, ...]:
    """Parse the catalogue into pieces, in its order."""
    return tuple(_parse_piece(s, i, row) for s in ALBUMS for i, row in enumerate(s.rows))


def genre_of(style: str) -> str:
    """The genre written into a style's files."""
    return next(s.genre for s in ALBUMS if s.style == style)


def spread_over_styles(pieces: tuple[CataloguePiece, ...], count: int) -> tuple[CataloguePiece, ...]:
    """The first ``count`` pieces in an order that takes one of each style in turn."""
    # A small library for a quick start still has something for every clip.
    turns: dict[str, int] = {}
    ranked = []
    for place, piece in enumerate(pieces):
        turn = turns[piece.style] = turns.get(piece.style, -1) + 1
        ranked.append((turn, place, piece))
    return tuple(piece for _, _, piece in sorted(ranked, key=lambda r: r[:2])[:count])
