"""English: what people say for concepts, for moves along a scale and for paces, its own word for each first.

The small words around them ("less", "no", "a bit") are in :mod:`language.languages.en.small_words`, whole phrases for what is
measured in :mod:`language.languages.en.measures`.
"""

from __future__ import annotations

from language.languages.en.feedback import ALONE, HINTS
from language.languages.en.measures import AGES, LICENCES, MOVES, SCALES, SPANS, VOICES
from language.languages.en.small_words import SAID, STOP
from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import LanguageTable
from musechat.wish import Facet

VOCABULARY = LanguageTable(
    said={**SAID, **HINTS},
    alone=ALONE,
    terms={
        "piano": "piano, pianos, grand piano, pianist, keys",
        "guitar": "guitar, guitars, guitarist, guitar solo",
        "acoustic guitar": "acoustic guitar, acoustic guitars, fingerpicking, fingerstyle",
        "electric guitar": "electric guitar, electric guitars, distorted guitar, guitar riff, guitar riffs",
        "bass": "bass, bassline, basslines, bass guitar, sub bass, 808, 808s, bass heavy, heavy bass",
        "drums": "drums, drum, drumming, percussion, percussions, drum kit, drum beat, snare, snares, hi hat, hi hats, hihat, hihats, kick drum, percussive, bongos, congas, toms, handpan, marimba",
        "beat": "beat, beats, rhythm, rhythms, rhythmic, drum machine",
        "strings": "strings, string section, string quartet, string, string orchestra, violins and cellos",
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
        "choir": "choir, choirs, choral, chorus of voices, chorus voices, choir voices",
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
        "folk": "folk, folky, singer songwriter, celtic, irish folk, irish, celtic folk, celtic music",
        "acoustic": "acoustic, unplugged, real instruments, live instruments",
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
        "easy listening": "easy listening, elevator music, muzak, lounge music, lift music",
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
            "punchy, fast paced, action packed, adrenaline, vigorous, wild, strong, energising, energizing, pumped, pumped up, banging"
        ),
        "intense": "intense, intensity, hectic, frantic, furious",
        "loud": "loud, noisy",
        "heavy": "heavy, hard hitting, brutal",
        "aggressive": "aggressive, angry, rage, violent, raging, hardcore, ragey, vicious",
        "epic": "epic, heroic, triumphant, grand, majestic, huge, bombastic, dramatic, larger than life, monumental",
        "upbeat": "upbeat, peppy, bouncy, perky, uptempo feel",
        "happy": (
            "happy, joyful, joyous, cheerful, cheery, feel good, feelgood, fun, sunny, glad, jolly, merry, "
            "carefree, lighthearted, light hearted, optimistic, positive, gleeful"
        ),
        "playful": "playful, quirky, funny, silly, comic, comedic, humorous, goofy, whimsical, hilarious, mischievous, cheeky",
        "uplifting": (
            "uplifting, inspiring, inspirational, hopeful, motivational, motivating, encouraging, upliftingly"
        ),
        "sad": (
            "sad, melancholy, melancholic, gloomy, heartbreaking, heartbroken, depressing, depressed, sombre, "
            "somber, sorrowful, mournful, tragic, tearful, wistful, lonely, bittersweet, moody, emo, tear jerker, heartbreak, gut wrenching"
        ),
        "dark": (
            "dark, sinister, evil, ominous, eerie, creepy, spooky, scary, menacing, threatening, grim, brooding, "
            "haunting, horror, frightening, terrifying, spine chilling"
        ),
        "bright": "bright, crisp, sparkling, shiny, shimmering, airy",
        "warm": "warm, cosy, cozy, lush",
        "tense": "tense, suspenseful, suspense, tension, thrilling, thriller, nervous, anxious",
        "mysterious": "mysterious, mystery, mystical, enigmatic, magical",
        "dreamy": "dreamy, ethereal, floating, spacey, atmospheric, hypnotic, trippy, hazy, floaty, whispery, weightless",
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
    traits={
        "magical": "sparkly, enchanted, fairy tale like, magic",
        "cheesy": "cheesy, cheezy, corny, kitschy, kitsch, tacky, schmaltzy, cringe sounding, cringey sounding",
        "serious": "serious",
        "emotional": "emotional, touching, heartfelt, tear jerking, tearjerker, heart wrenching, tear jerker, tearjerking",
        "elegant": "elegant, classy, tasteful, sophisticated, refined, fancy, luxurious, posh, luxury",
        "childish": "childish, babyish, kiddie, kiddy",
        "boring": "boring, dull, bland, lame",
        "raw": "raw, gritty, rough, grungy, unpolished",
        "distorted": "distorted, distortion, fuzzy, overdriven, crunchy",
        "cold": "cold, sterile, icy, clinical",
        "minimal": (
            "minimalist, minimalistic, sparse, sparser, less cluttered, less crowded, less dense, less "
            "layered, too busy, too cluttered, too crowded, too dense, less going on, too much going on, less busy, "
            "not so busy, thinner, thin it out, fewer layers, fewer sounds, fewer instruments, fewer things, less "
            "stuff, more space, more room to breathe, "
            "airier, stripped down, stripped back, bare, restrained, barely there, uncluttered"
        ),
        "layered": (
            "multi layered, dense, denser, fuller, fuller sound, thicker, busier, more going on, wall of sound"
        ),
        "build": (
            "builds up, build up, buildup, builds, building up, building, crescendo, crescendos, that builds, "
            "slow burn, gets bigger, rising"
        ),
        "bittersweet": "bitter sweet, happy sad",
        "triumphant": "victorious, triumphal, victory",
        "quirky": "offbeat, oddball, wonky",
        "kazoo": "kazoo, kazoos",
        "claps": "claps, handclaps, hand claps, clapping, clap",
        "whistling": "whistling, whistle, whistles, whistled",
        "humming": "humming, oohs, oohs and aahs, vocalise, hummed",
        "screaming": "screaming, screams, scream, growling, growls, screamo, shouting, yelling",
        "autotune": "autotune, auto tune, autotuned",
    },
    asked={
        PhraseKind.SCALE: SCALES,
        PhraseKind.COMPARATIVE: MOVES,
        PhraseKind.VOCALS: VOICES,
        PhraseKind.LICENCE: LICENCES,
        PhraseKind.ERA: AGES,
        PhraseKind.SPAN: SPANS,
    },
    stop=STOP,
    small=(
        "a an the my your our his her its is are was for with without of in on at to from and or but it this that some "
        "something i we you need want looking like more less no not make give please video clip music song"
    ),
    before_alone=(
        ". , ! ? ; : - ( and but so oh wow well yes no ok okay hm hmm haha thanks yeah really absolutely just simply"
    ),
    after_alone=(
        ". , ! ? ; : - ) and but though although thanks thank thx cheers just now only except please lol haha so "
        "because if enough again yet however ok okay"
    ),
)
