"""Sellpages and strategies: what campaigns belong to, with what those spent and earned."""
