"""English: what people say for concepts, for moves along a scale and for paces, its own word for each first.

The small words around them ("less", "no", "a bit") are in :mod:`language.reading.lexicon`, whole phrases for what is
measured in :mod:`language.reading.measure_lexicon`.
"""

from __future__ import annotations

from language.vocabulary.table import LanguageTable
from musechat.wish import Facet

ENGLISH = LanguageTable(
    terms={
        "piano": "piano, pianos, grand piano, pianist",
        "guitar": "guitar, guitars, guitarist, guitar solo",
        "acoustic guitar": "acoustic guitar, acoustic guitars, fingerpicking, fingerstyle",
        "electric guitar": "electric guitar, electric guitars, distorted guitar, guitar riff, guitar riffs",
        "bass": "bass, bassline, basslines, bass guitar, sub bass, 808, 808s, bass heavy, heavy bass",
        "drums": "drums, drum, drumming, percussion, percussions, drum kit, drum beat",
        "beat": "beat, beats",
        "strings": "strings, string section, string quartet",
        "violin": "violin, violins, fiddle, violinist",
        "cello": "cello, cellos",
        "orchestra": "orchestra, orchestras, orchestral, symphonic, symphony",
        "flute": "flute, flutes",
        "harp": "harp, harps",
        "harpsichord": "harpsichord, harpsichords",
        "organ": "organ, organs, church organ, hammond",
        "trumpet": "trumpet, trumpets",
        "brass": "brass, brass section, horns, horn section, trombone, trombones, tuba",
        "saxophone": "saxophone, sax, saxophones, saxes",
        "clarinet": "clarinet, clarinets",
        "synth": "synth, synths, synthesizer, synthesizers, synthesiser, synthesisers, synth pads, pads",
        "choir": "choir, choirs, choral, chorus of voices",
        "bells": "bells, bell, glockenspiel, chimes, music box",
        "ukulele": "ukulele, ukuleles, uke",
        "banjo": "banjo, banjos",
        "mandolin": "mandolin, mandolins",
        "accordion": "accordion, accordions",
        "harmonica": "harmonica, harmonicas",
        "sitar": "sitar, sitars",
        "rock": "rock, rocky, rock and roll, rock n roll, rock 'n' roll",
        "classic rock": "classic rock",
        "hard rock": "hard rock",
        "alternative": "alternative, alternative rock, alt rock, alt",
        "indie": "indie, indie rock",
        "indie pop": "indie pop, bedroom pop, dream pop",
        "pop": "pop, poppy, pop music",
        "metal": "metal, death metal, black metal, metalcore, deathcore, post metal, progressive metal",
        "heavy metal": "heavy metal",
        "punk": "punk, punk rock, pop punk",
        "jazz": "jazz, jazzy, bebop, smooth jazz",
        "swing": "swing, big band",
        "bossa nova": "bossa nova, bossa, samba",
        "blues": "blues, bluesy",
        "soul": "soul, soulful, neo soul, motown",
        "funk": "funk, funky",
        "rnb": "rnb, rhythm and blues",
        "hip-hop": (
            "hip-hop, hip hop, hiphop, rap, rappers, rapper, rapping, boom bap, drill, grime, trap beat, trap beats"
        ),
        "trap": "trap, trap music",
        "country": "country, country music, bluegrass, americana, western music",
        "folk": "folk, folky, singer songwriter, celtic, irish folk",
        "acoustic": "acoustic, unplugged",
        "reggae": "reggae, dub reggae, reggaeton, ska",
        "latin": "latin, salsa, cumbia, tango, flamenco, mariachi",
        "afrobeat": "afrobeat, afrobeats, afro",
        "classical": "classical, classical music, baroque, chamber music, romantic era",
        "opera": "opera, operatic, operas",
        "electronic": "electronic, electronica, edm, electro, electronic music, idm",
        "techno": "techno, minimal techno",
        "house": "house, house music, deep house, tech house",
        "trance": "trance, psytrance",
        "drum and bass": "drum and bass, dnb, jungle music, liquid dnb",
        "dubstep": "dubstep",
        "dance": "dance, dance music, disco, club music, danceable",
        "ambient": "ambient, ambience, soundscape, soundscapes, drone music",
        "chillout": "chillout, chill out, downtempo, trip hop, lounge",
        "lo-fi": "lo-fi, lofi, lo fi, chillhop, lofi beats, lo fi beats",
        "synthwave": "synthwave, retrowave, vaporwave, outrun",
        "chiptune": "chiptune, chiptunes, 8 bit, 8bit, chip music, game boy music",
        "soundtrack": "soundtrack, soundtracks, film score, movie score, film music, score, ost, osts, cinematic",
        "new age": "new age, newage, meditation music, spa music",
        "indian": "indian, bollywood, raga",
        "gospel": "gospel, worship music",
        "experimental": "experimental, avant garde, avantgarde, noise music",
        "easy listening": "easy listening, elevator music, muzak, lounge music",
        "progressive rock": "progressive rock, prog rock, prog",
        "post-rock": "post-rock, post rock",
        "psychedelic": "psychedelic, psychedelia, psych rock",
        "world": "world, world music, ethnic music",
        "k-pop": "k-pop, k pop, kpop, j pop, jpop",
        "calm": (
            "calm, peaceful, relaxing, relaxed, relax, soothing, gentle, serene, tranquil, laid back, low key, "
            "lowkey, meditative, sleepy, restful, calming, tender, subtle, understated, delicate, zen, "
            "unobtrusive, smooth, low energy"
        ),
        "chill": "chill, chilled, chilly, easy going, easygoing",
        "mellow": "mellow",
        "soft": "soft, softly, light",
        "quiet": "quiet, quietly, silent, hushed",
        "energetic": (
            "energetic, energy, energised, energized, lively, powerful, pumping, exciting, hype, hyped, high "
            "energy, dynamic, explosive, pump me up, get me pumped, get me hyped, hard driving, driving beat, "
            "punchy, fast paced, action packed, adrenaline, vigorous, wild, strong"
        ),
        "intense": "intense, intensity, hectic, frantic, furious",
        "loud": "loud, noisy",
        "heavy": "heavy, hard hitting, brutal",
        "aggressive": "aggressive, angry, rage, violent, raging",
        "epic": "epic, heroic, triumphant, grand, majestic, huge, bombastic, dramatic",
        "upbeat": "upbeat, peppy, bouncy, perky, uptempo feel",
        "happy": (
            "happy, joyful, joyous, cheerful, cheery, feel good, feelgood, fun, sunny, glad, jolly, merry, "
            "carefree, lighthearted, light hearted, optimistic, positive, gleeful"
        ),
        "playful": "playful, quirky, funny, silly, comic, comedic, humorous, goofy, whimsical",
        "uplifting": (
            "uplifting, inspiring, inspirational, hopeful, motivational, motivating, encouraging, upliftingly"
        ),
        "sad": (
            "sad, melancholy, melancholic, gloomy, heartbreaking, heartbroken, depressing, depressed, sombre, "
            "somber, sorrowful, mournful, tragic, tearful, wistful, lonely, bittersweet, moody"
        ),
        "dark": (
            "dark, sinister, evil, ominous, eerie, creepy, spooky, scary, menacing, threatening, grim, brooding, "
            "haunting, horror"
        ),
        "bright": "bright, crisp, sparkling, shiny, shimmering, airy",
        "warm": "warm, cosy, cozy, lush",
        "tense": "tense, suspenseful, suspense, tension, thrilling, thriller, nervous, anxious",
        "mysterious": "mysterious, mystery, mystical, enigmatic, magical",
        "dreamy": "dreamy, ethereal, floating, spacey, atmospheric, hypnotic, trippy, hazy",
        "romantic": "romantic, loving, intimate, sensual, passionate, sentimental",
        "nostalgic": "nostalgic, nostalgia, reminiscent",
        "party": "party, partying, banger, bangers, club, clubbing, festive, house party, celebratory, celebration",
        "groovy": "groovy, groove, grooving, groovin",
        "catchy": "catchy",
        "beautiful": "beautiful, something pretty, pretty song, pretty melody, lovely, gorgeous",
        "sexy": "sexy",
        "weird": "weird, strange, odd, bizarre, unusual",
    },
    moves={
        (Facet.ENERGY, False): (
            "calmer, quieter, softer, gentler, mellower, smoother, milder, chiller, sleepier, lazier, subtler"
        ),
        (Facet.ENERGY, True): (
            "louder, livelier, heavier, harder, stronger, punchier, wilder, bigger, bolder, tougher, rowdier"
        ),
        (Facet.TEMPO, False): "slower",
        (Facet.TEMPO, True): "faster, quicker, speedier, snappier",
        (Facet.VALENCE, True): "happier, cheerier, sunnier, jollier, merrier, funnier",
        (Facet.VALENCE, False): "sadder, gloomier, moodier, bleaker",
        (Facet.BRIGHTNESS, False): "darker, warmer, deeper, duller, creepier, scarier, spookier",
        (Facet.BRIGHTNESS, True): "brighter, lighter, crisper, shinier, airier",
        (Facet.LENGTH, False): "shorter",
        (Facet.LENGTH, True): "longer, lengthier",
        (Facet.ERA, False): "older",
        (Facet.ERA, True): "newer",
    },
    paces={
        "very-slow": "very slow",
        "slow": "slow",
        "mid": "mid tempo, midtempo, medium tempo, moderate tempo",
        "fast": "fast, quick, speedy",
        "brisk": "up tempo, uptempo",
        "very-fast": "very fast",
    },
)
