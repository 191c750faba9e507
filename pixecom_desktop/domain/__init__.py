"""The ground floor: measures, rules and catalogs in plain Python.

Imports nothing of the house; everything above may import it. To add a metric, a filter or an
enum member, go to the module of that name: each is the one place for its kind.
"""
