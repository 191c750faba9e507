"""What asks before it acts, and tells in detail afterwards: sheets over the window.

May import the theme, widgets, the formatter and the floors below. To add one, subclass `Sheet` and
open it with `open()`; nothing here waits in a loop of its own.
"""
