"""Words, all of them, once: vocabulary, reading (words to events), texts (what we say), claims (what a text claims)."""
