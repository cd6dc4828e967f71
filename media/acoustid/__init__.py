"""Asks AcoustID (https://acoustid.org) which recording a clip's own sound is, where the operator has a key for it.

What leaves the machine is a Chromaprint fingerprint of at most two minutes and the sound's length, nothing else.
AcoustID knows whole recordings: a fingerprint of a part of one is not found.
"""
