"""What several workers do together: how fast they drain a backlog of turns whose stages are empty, and at what cost."""
