"""The words of each language that make a claim in a reason."""
