"""Vocabulary of synthetic requests: phrases about music with the aspect that each is about.

The ``HELD_OUT`` phrases are about the same aspects and never used in training: a test with the training's phrases would
only show that they were memorised. Frames are held out for the same reason.
"""

from __future__ import annotations

# aspect and direction: phrases that compare | phrases that name a quality outright
COMPARING: dict[tuple[str, int], tuple[str, str]] = {
    ("energy", -1): (
        "calmer; more relaxed; less intense; quieter; gentler; less energetic; "
        "more peaceful; more chill; mellower; toned down;"
        " less aggressive; more laid-back; not so loud; less busy; more soothing; "
        "calm it down; more subtle; less hectic",
        "calm; relaxing; peaceful; chill; gentle; quiet; soothing; mellow; laid-back; "
        "tranquil; serene; low-key; meditative",
    ),
    ("energy", 1): (
        "more energetic; more energy; more intense; louder; more upbeat; punchier; "
        "more powerful; more exciting; livelier;"
        " harder; more driving; more aggressive; wilder; more action; pump it up; more dynamic; bigger; more drive",
        "energetic; intense; powerful; exciting; driving; aggressive; loud; wild; "
        "high energy; pumping; action; adrenaline",
    ),
    ("tempo", -1): ("slower; slow it down; a slower tempo; less fast; not so fast", "slow; slow tempo; slow-paced"),
    ("tempo", 1): (
        "faster; speed it up; a faster tempo; quicker; more pace; not so slow; with a quicker beat",
        "fast; fast tempo; fast-paced; quick; uptempo; up-tempo",
    ),
    ("happy", 1): (
        "happier; more cheerful; more positive; lighter; more fun; less sad; "
        "more joyful; sunnier; less gloomy; more uplifting;"
        " more playful; not so sad; less dark",
        "happy; cheerful; joyful; fun; playful; uplifting; positive; sunny; "
        "light-hearted; feel-good; optimistic; funny",
    ),
    ("happy", -1): (
        "darker; gloomier; more serious; less happy; moodier; more ominous; "
        "more mysterious; less cheerful; more sinister;"
        " more dramatic; less cheesy; grittier",
        "dark; gloomy; ominous; mysterious; sinister; scary; eerie; spooky; haunting; "
        "brooding; suspenseful; tense; menacing",
    ),
    ("sad", 1): (
        "sadder; more melancholic; more emotional; more wistful",
        "sad; melancholic; melancholy; emotional; heartbreaking; nostalgic; wistful; sentimental; longing; bittersweet",
    ),
    ("bright", 1): (
        "brighter in sound; more sparkling; less muffled; more treble",
        "bright sound; sparkling; shimmering; crisp",
    ),
    ("bright", -1): (
        "warmer; deeper; more bass; less shrill; less bright",
        "warm; deep; bass-heavy; mellow sound; muffled",
    ),
    ("electronic", 1): (
        "more electronic; more synthetic; less acoustic",
        "electronic; synthetic; digital; computer music",
    ),
    ("electronic", -1): (
        "more acoustic; less electronic; more organic; more natural",
        "acoustic; organic; unplugged; live instruments",
    ),
    ("soft", 1): (
        "softer; smoother; more delicate; more tender; less harsh",
        "soft; smooth; delicate; tender; romantic; dreamy; intimate",
    ),
    ("steady", 1): (
        "groovier; more rhythmic; with more groove; more of a beat",
        "groovy; rhythmic; steady beat; danceable; catchy beat",
    ),
    ("steady", -1): ("less rhythmic; freer; less of a beat", "no beat; beatless; free-floating; drone"),
    ("experimental", 1): (
        "weirder; stranger; more unusual; more experimental",
        "weird; strange; experimental; unusual; psychedelic",
    ),
    ("retro", 1): (
        "more retro; more old-school; more vintage",
        "retro; vintage; old-school; eighties; 80s; oldies; nostalgic synths",
    ),
    ("ambient", 1): (
        "more atmospheric; more spacious; more ambient",
        "atmospheric; spacious; ambient; ethereal; airy; floating; cosmic",
    ),
    ("sexy", 1): ("sexier; more sensual", "sexy; sensual; seductive; smooth and sensual"),
}
NAMING: dict[str, str] = {
    "piano": "piano; keys; piano melody; solo piano; grand piano; mellow piano melody",
    "guitar": "guitar; guitars; acoustic guitar; electric guitar; guitar melody; strumming guitar",
    "strings": "strings; violin; cello; string section; orchestral strings; violins",
    "flute": "flute; woodwinds; flute melody",
    "harp": "harp; plucked harp",
    "harpsichord": "harpsichord; baroque keyboard",
    "drums": "drums; percussion; beat; drum kit; beats; kick drum; punchy drums",
    "synth": "synth; synths; synthesizer; synth pads; synth lead",
    "sitar": "sitar; indian music; eastern sounds",
    "choir": "choir; choral voices; choral singing; opera",
    "vocals": "vocals; singing; voice; a singer; vocal; someone singing; lyrics",
    "female": "female vocals; a female singer; a woman singing; female voice; female vocalist",
    "male": "male vocals; a male singer; a man singing; male voice; male vocalist",
    "classical": (
        "classical; classical music; orchestral; orchestra; baroque; chamber music; symphonic; cinematic orchestra"
    ),
    "techno": "techno; house; trance; rave; edm; club music",
    "rock": "rock; classic rock; alternative rock; rock band; rock and roll",
    "metal": "metal; heavy metal; hard rock; distorted guitars; thrash",
    "punk": "punk; punk rock; garage rock",
    "pop": "pop; pop song; pop music; catchy pop",
    "dance": "dance; dance music; disco; club beat; party music",
    "jazz": "jazz; swing; jazzy; saxophone; smooth jazz; lounge",
    "blues": "blues; bluesy",
    "folk": "folk; folk music; singer-songwriter; celtic",
    "country": "country; country music; bluegrass; western; banjo",
    "hip hop": "hip hop; hip-hop; rap; trap; boom bap; r&b; lo-fi beats",
    "soul": "soul; funk; funky; soulful; motown",
    "indie": "indie; indie rock; alternative",
    "new age": "new age; meditation music; spa music; yoga music; healing music",
}
MORE = (
    "{}; something {}; something more {}; make it {}; {} please; can it be {}?; "
    "I want it {}; a bit {}; much {}; could you go {}"
)
NAME = (
    "{}; something with {}; more {}; {} please; add {}; {} instead; I would like {}; "
    "how about {}?; with {}; try {}; a {} track"
)
QUALITY = (
    "{}; something {}; {} music; I want something {}; make it {}; "
    "give me something {}; a {} track; sounds {}; {} vibe; it should feel {}"
)
WITHOUT = (
    "no {}; without {}; less {}; not so much {}; remove the {}; no more {}; "
    "I don't want {}; drop the {}; please no {}; {}-free"
)
# Repeated entries are drawn more often.
JOINTS = (", ", ", ", " and ", " but ", ", with ", "; ", ". ")
MORE_OF = "more {}; even more {}; a bit more {}; much more {}; not {} enough; make it more {}"
LESS_OF = "less {}; not so {}; not as {}; a bit less {}; too {}; much less {}; make it less {}; that was too {}"
VOCALS_GONE = "instrumental; instrumental only; purely instrumental; no singing; no voice; no lyrics; without a singer"

# aspect and direction: phrases that compare | phrases that name a quality outright
HELD_OUT_COMPARING: dict[tuple[str, int], tuple[str, str]] = {
    ("energy", -1): (
        "more restful; take the intensity down; easier on the ears; less wild",
        "restful; unhurried; hushed; placid",
    ),
    ("energy", 1): (
        "with more punch; fierier; turn it up; more forceful",
        "fiery; forceful; full of energy; thunderous",
    ),
    ("tempo", -1): ("more leisurely; bring the tempo down; less rushed", "leisurely; sluggish; ballad tempo"),
    ("tempo", 1): ("brisker; a higher bpm; less sluggish", "brisk; rapid; breakneck"),
    ("happy", 1): ("merrier; a better mood; more smiles; less grim", "merry; jolly; carefree; bubbly"),
    ("happy", -1): ("more threatening; grimmer; more shadowy; less jolly", "grim; threatening; creepy; foreboding"),
    ("sad", 1): ("more sorrowful; more tearful; more poignant", "sorrowful; tearful; poignant; mournful"),
    ("bright", 1): ("more glittering; clearer on top", "glittering; glassy; tinkling"),
    ("bright", -1): ("with a darker tone; bassier; rounder", "bassy; dull and round; rumbling"),
    ("electronic", 1): ("more computerised; more machine-made", "computerised; made with machines; robotic"),
    ("electronic", -1): ("more hand-played; more real instruments", "hand-played; real instruments; unamplified"),
    ("soft", 1): ("silkier; more caressing; tamer", "silky; caressing; feather-light"),
    ("steady", 1): ("funkier in the beat; more to tap along to", "foot-tapping; a solid groove; pulsing"),
    ("steady", -1): ("less of a pulse; looser in time", "without a pulse; free in time"),
    ("experimental", 1): ("odder; more avant-garde", "odd; avant-garde; bizarre"),
    ("retro", 1): ("more like the old days; more throwback", "throwback; from the old days; golden age"),
    ("ambient", 1): ("more cloud-like; more of an atmosphere", "cloud-like; a wash of sound; weightless"),
    ("sexy", 1): ("more sultry", "sultry; slinky"),
}
HELD_OUT_NAMING: dict[str, str] = {
    "piano": "ivories; a pianist; keyboard melody",
    "guitar": "strummed chords; fingerpicking; a six-string",
    "strings": "bowed instruments; a string quartet; fiddles",
    "flute": "a flautist; wooden pipes",
    "harp": "harp arpeggios; a harpist",
    "harpsichord": "plucked baroque keys",
    "drums": "a drummer; a rhythm section; snare and hi-hat",
    "synth": "analogue keyboards; synthetic leads; electronic pads",
    "sitar": "raga; ragas and tablas",
    "choir": "a chorus of voices; gregorian chant",
    "vocals": "somebody who sings; a vocalist; sung words",
    "female": "a songstress; a lady who sings",
    "male": "a baritone; a guy who sings",
    "classical": "a symphony; concerto; mozart-like",
    "techno": "warehouse sound; four on the floor; hard dance",
    "rock": "a guitar band; rock'n'roll; stadium rock",
    "metal": "headbanging riffs; shredding; death growl guitars",
    "punk": "three-chord thrash; pogo",
    "pop": "chart music; a radio hit",
    "dance": "for the dance floor; disco night",
    "jazz": "a jazz trio; bebop; big band",
    "blues": "twelve bar; delta style",
    "folk": "campfire songs; a troubadour",
    "country": "nashville; cowboy songs",
    "hip hop": "rapping; beats and rhymes; urban",
    "soul": "r and b classics; a funk band",
    "indie": "an indie band; college radio",
    "new age": "healing sounds; for yoga",
}
HELD_OUT_MORE = "{}, if you can; I was hoping for {}; go {} on the next one; let's try {}"
HELD_OUT_NAME = "I fancy {}; is there one with {}?; give me {}; bring in {}"
HELD_OUT_QUALITY = "in a {} mood; I'm after something {}; let it be {}; more on the {} side"
HELD_OUT_WITHOUT = "leave out {}; skip the {}; I can't stand {}; minus the {}"
HELD_OUT_VOCALS_GONE = "just the instruments; nobody singing; wordless and voiceless"

OPENINGS = (
    "Nice find, but ; Good start. ; I see what you mean, though I would rather have ; Not bad; could you go for ;"
    "Hmm, for this clip I want ; That one is close. Next time ; Okay, now "
)
HELD_OUT_OPENINGS = "It has something. Still, ; Almost. The video needs ; My friends would prefer ; Thanks; what about "
KEEPING = "keep the {}; the {} can stay; I liked the {}; still {}"
HELD_OUT_KEEPING = "hold on to the {}; the {} was right; as {} as that one"
DEGREES = {-1: "a little {}; slightly {}; a touch {}", 0: "{}", 1: "much {}; a lot {}; far {}"}
