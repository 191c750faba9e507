"""The linked ad accounts: how each is doing, how to link more, check one, or let one go."""
