"""The Activity page: what was changed at Meta, by whom, how it ended, and the sync runs.

May import what pages may: widgets, dialogs, the actions of the window and the floors below.
"""
