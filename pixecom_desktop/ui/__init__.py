"""The windows: Qt, and nothing but.

It may import `services`, `domain` and everything between; never `storage`, `meta` or `sync`. What
it knows of the program is the Protocol in `backend`. Colours come from `theme`, texts of numbers
from `format`, ages and ranges of days from `when`. To add a page, add a file in `pages/` and a
line in its catalog.
"""
