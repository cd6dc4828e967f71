"""What was learned: encoders, fusion, index, ranking, writer, and their training."""
