"""Spanish words that tell apart what we have one concept for and the closed list of labels has several."""

FINER_LABELS = (
    ("dark", "horror", "terror, miedo, espeluzn"),
    ("playful", "comedy", "gracios, chistos, payas"),
    ("calm", "soft", "suav, dulce"),
    ("dance", "groovy", "bailab, bailar"),
    ("folk", "celtic", "celt"),
)
