"""What users ask for: a file a subject, a method an intention, the scope always first.

May import domain, storage and meta; knows neither sync nor any screen. Each service takes its doors
by its constructor, so that a test hands in its own. To add one: a file here, a line in `runtime`.
"""
