"""English: vocals, instruments, genres, moods that only tags can show, and eras, beyond :mod:`musechat.concepts`."""

from __future__ import annotations

from collections.abc import Mapping

SOUNDS: Mapping[str, str] = {
    # -- voices
    "vocals.none": (
        "no vocals, without vocals, no vocal, instrumental, instrumentals, instrumental only, wordless, no singing, "
        "no voice, no voices, no singer, no lyrics, without words, without singing, without lyrics, no words, nobody "
        "sings, no one sings, nobody singing, no one singing, voice free, vocal free, without a voice, without voice, "
        "without a singer, unsung, vocals stay out, voices stay out, vocals keep out, purely instrumental, not sung, "
        "not a voice, zero vocals, leaves out vocals, leaves out the vocals, keeps vocals out, not a word is sung, "
        "never a voice, no sung, keeps the vocals out, leaves the vocals out, leave the vocals out, leaves vocals "
        "out, leaves out the singing, keeps the singing out"
    ),
    "vocals.any": (
        "vocals, vocal, singing, sung, sings, sing, singer, singers, voice, voices, vocalist, vocalists, lyrics, "
        "lyric, lyrical, crooning, croons, rapping, raps, rapped, rapper, words sung, vocal line, vocal harmonies, "
        "somebody sings, someone sings, a cappella, falsetto, humming, chanting"
    ),
    "vocals.female": (
        "female vocals, female vocal, female voice, female singer, female vocalist, woman's voice, woman singing, "
        "woman sings, she sings, sung by a woman, her voice, her vocals, women's voices, soprano, female fronted, "
        "female sung, female vocalists, female voices"
    ),
    "vocals.male": (
        "male vocals, male vocal, male voice, male singer, male vocalist, man's voice, man singing, man sings, he "
        "sings, sung by a man, his voice, his vocals, men's voices, baritone, tenor, male fronted, male vocalists, "
        "male voices"
    ),
    # -- instruments
    "solo.one": "solo, alone, unaccompanied, lone, a single instrument, nothing but, stripped down, stripped back",
    "instrument.piano": "keys of a piano, pianistic, piano led, piano based, ivories",
    "instrument.drums": (
        "kick drum, kick, snare, snares, hi hat, hi hats, cymbals, cymbal, drummer, drumbeat, drumbeats, toms, tom "
        "toms, percussive, drumline, breakbeats, breakbeat, backbeat"
    ),
    "instrument.acoustic guitar": (
        "fingerpicked guitar, fingerpicked, strummed guitar, nylon guitar, nylon string guitar"
    ),
    "instrument.electric guitar": "distorted guitars, overdriven guitar, power chords",
    "instrument.strings": "string, string arrangement, string ensemble, bowed strings, string pads",
    "instrument.synth": "synthetic, synthesised, synthesized, analogue synth, analog synth, synth lead, arpeggiator",
    "instrument.bass": "bass line, low end, bottom end, basses, sub",
    "instrument.choir": "choirs, choral voices",
    "instrument.viola": "viola, violas",
    "instrument.oboe": "oboe, oboes, bassoon, cor anglais",
    "instrument.woodwind": "woodwind, woodwinds, winds, recorder, piccolo, pan pipes, panpipes",
    "instrument.mallets": "marimba, xylophone, vibraphone, vibes, celesta, kalimba, steel drums, steelpan",
    "instrument.keyboard": "keyboard, keyboards, electric piano, rhodes, wurlitzer, clavinet",
    "instrument.world": (
        "theremin, didgeridoo, bagpipes, bagpipe, tabla, koto, erhu, shamisen, djembe, bongos, congas, tambourine, "
        "shaker, shakers, maracas, castanets, lute, oud, bouzouki, dulcimer, zither, balalaika, tin whistle, whistle, "
        "whistling, handclaps, claps, clapping, turntables, scratching, samples, field recordings"
    ),
    # -- genres
    "genre.lo-fi": "lo fi, lofi, chillhop",
    "genre.hip-hop": "hip hop, hiphop, rap, boom bap",
    "genre.classical": "classical, neoclassical, neo classical, baroque, chamber",
    "genre.electronic": "electronic, electronica, electro, edm, idm, glitch, glitchy",
    "genre.waltz": "waltz, waltzing, waltzes, waltz time, three four time",
    "genre.ballad": "ballad, ballads, power ballad",
    "genre.march": "march, marching",
    "genre.lullaby": "lullaby, nocturne, etude, sonata, concerto, fugue, hymn, anthem, anthemic, carol",
    "genre.polka": (
        "polka, ragtime, dixieland, honky tonk, surf rock, shoegaze, grunge, emo, hardcore, industrial, big band"
    ),
    "genre.other": "klezmer, calypso, zydeco, dub, krautrock, garage, breakcore, future bass, hardstyle, eurodance",
    "genre.soundtrack": "soundtrack, film score, movie score, cinematic, score like, film music, filmic",
    # -- moods that only tags can show
    "mood.dreamy": (
        "dreamy, dreamlike, ethereal, floating, atmospheric, hypnotic, trippy, hazy, spacey, otherworldly, spacious"
    ),
    "mood.epic": "epic, heroic, triumphant, majestic, grand, grandiose, sweeping, soaring, bombastic, monumental",
    "mood.mysterious": "mysterious, mystical, enigmatic, magical, eerie, uncanny",
    "mood.tense": (
        "tense, tension, suspenseful, suspense, nervous, anxious, uneasy, ominous, menacing, sinister, foreboding"
    ),
    "mood.romantic": "romantic, intimate, sensual, passionate, loving, sentimental",
    "mood.nostalgic": "nostalgic, nostalgia",
    "mood.playful": "playful, playfully, quirky, whimsical, funny, comic, goofy, silly, mischievous",
    "mood.aggressive": "aggressive, angry, rage, violent, savage",
    "mood.groovy": "groovy, groove, grooving, grooves",
    "mood.beautiful": "beautiful, beautifully, gorgeous, lovely, pretty, stunning",
    "mood.catchy": "catchy, infectious, earworm, hooky",
    "mood.weird": "weird, strange, odd, bizarre, unusual, offbeat",
    "mood.party": "party, festive, celebratory",
    "mood.sexy": "sexy, sultry, seductive",
    # -- time and origin
    "era.60s": "60s, 1960s, sixties",
    "era.70s": "70s, 1970s, seventies",
    "era.80s": "80s, 1980s, eighties",
    "era.90s": "90s, 1990s, nineties",
    "era.00s": "00s, 2000s, noughties, aughts",
    "era.10s": "2010s",
    "era.20s": "2020s",
    "era.50s": "50s, 1950s, fifties, 1940s, 1930s, 1920s, forties, thirties, twenties",
    "era.old": (
        "old school, oldschool, vintage, retro, old time, old fashioned, throwback, oldie, oldies, dated, antique"
    ),
    "era.new": "modern, contemporary, brand new, recent, recently released, new release, up to date, present day",
    "length.short": "short track, short piece, short song, brief track, brief piece, brief song",
    "length.long": "long track, long piece, long song, lengthy, extended, epic length",
}
