"""Sources of music: clients of servers that an operator runs, and of open catalogues."""
