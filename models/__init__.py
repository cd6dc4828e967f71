"""The models that serve turns: encoders, fusion, index, ranking and writer."""
