"""French words that tell apart what we have one concept for and the closed list of labels has several."""

FINER_LABELS = (
    ("dark", "horror", "terri, angoiss, effra, peur"),
    ("playful", "comedy", "drole, rigolo, marrant, burlesque"),
    ("calm", "soft", "doux, douce"),
    ("dance", "groovy", "dansant"),
)
