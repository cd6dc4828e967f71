"""Turns under every fault that workers, brokers, databases and disks have: none may be lost, doubled or stuck."""
