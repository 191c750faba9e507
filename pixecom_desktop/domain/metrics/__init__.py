"""Metrics: what a measure is, how a metric is reckoned, and the catalog of all."""
