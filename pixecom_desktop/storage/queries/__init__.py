"""What screens and reports ask: plain functions of a session that answer frozen values.

May import domain and the rest of storage. `ads_table` is the Ads Manager's one query, `ads_where`
its filters. To add a filter: its line in `domain/filters.py` and its condition in `ads_where`.
"""
