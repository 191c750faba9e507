"""Figures drawn over days: values in, pictures out; nothing is asked or reckoned here.

May import the theme, the words of tables and the domain. pyqtgraph is imported by `daily` alone,
which nothing imports before the first chart is opened: it takes half a second.
"""
