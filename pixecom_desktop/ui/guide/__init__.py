"""The guide: the bundled help pages, what is new, the program's own sheets about itself.

Its words are Markdown in `resources/help/`. To add a chapter, write a file there and its key into
`CHAPTERS` of `chapters.py`; a page of the window that is to open at it gets a line of `OF_PAGE`.
"""
