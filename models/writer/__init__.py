"""Writers, which write the reason for a pick."""
