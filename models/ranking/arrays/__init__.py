"""The library's tracks as immutable arrays that can be mapped from a file: pools of texts, inverted indexes, parts."""
