"""Whether what listening says of tracks is true, by truth that no tagger had a hand in."""
