"""The Settings page: a form that draws itself from `domain/preferences.py`.

May import what pages may: widgets, the settings of the window and the floors below.
"""
