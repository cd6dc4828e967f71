"""Bytes in and out: fetch a link, watch a clip, listen to a track, make the demo material."""
