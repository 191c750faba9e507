"""The people of a team: who works for which seller, and as what."""
