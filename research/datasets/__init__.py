"""The data set: quartets of video, target, candidate and conversation, in the layout that MuseChat was released in."""
