"""What a clip's pictures show: an image classifier's labels over several frames, and the concepts they stand for."""
