"""What a text claims about a track or a clip, extracted from its words in five languages."""
