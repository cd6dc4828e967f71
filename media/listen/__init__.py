"""Listening to a track: decoding, measuring, and reading what the file says of itself."""

from media.listen.analysis import LISTEN_VERSION, DecodedTrack, analyse, hear, measure
from media.listen.decode import SUFFIXES, decode_sound
from media.listen.file_tags import FileTags, read_file_tags

__all__ = [
    "LISTEN_VERSION",
    "SUFFIXES",
    "DecodedTrack",
    "FileTags",
    "analyse",
    "decode_sound",
    "hear",
    "measure",
    "read_file_tags",
]
