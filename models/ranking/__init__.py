"""Ranking: candidates, scores, diversity, the final filter of the rules, and the start moment in a track."""
