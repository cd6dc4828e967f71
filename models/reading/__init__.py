"""Reading with a model: what a member's message does, where rules are silent."""
