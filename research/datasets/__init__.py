"""The data set: training tuples of video, target, candidate and conversation, in the layout of the released set."""
