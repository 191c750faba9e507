"""The pages of the window, a file or a folder each.

A page knows the `Backend`, the tables and the widgets; it knows no other page and not the window.
To add one: write it on `base.Page`, add a line to `catalog.PAGES`.
"""
