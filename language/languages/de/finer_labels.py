"""German words that tell apart what we have one concept for and the closed list of labels has several."""

FINER_LABELS = (
    ("dark", "horror", "grusel, flipp, schaurig, unheimlich"),
    ("playful", "comedy", "lustig, witzig, komisch, albern"),
    ("calm", "soft", "sanft, zart"),
    ("dance", "groovy", "tanzbar, tanzen"),
    ("hip-hop", "rap", "sprechgesang"),
    ("drums", "percussion", "perkuss"),
    ("folk", "celtic", "kelt, irland, irisch"),
)
