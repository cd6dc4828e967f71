"""What the writer is worth: right names, true claims, clear words."""
