"""The Ads Manager: `place` walks the levels, `page` shows them, the rest are its parts."""
