"""In place of Qt's OpenGL in a frozen build: pyqtgraph imports it, and uses it in few of its views.

This program has none of those, and the real module is nine megabytes.
"""
