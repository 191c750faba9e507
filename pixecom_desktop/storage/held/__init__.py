"""The figures of a level, held in memory as columns: any range of days in a few milliseconds.

`daily` holds the measures by day, `rows` what stands beside them, `reading` reads both and what has
changed of them, `answer` makes a table of them. What it answers equals `queries.ads_table` in every
cell; where it cannot, it says so and the database does. `services/keeper` decides what is held.
"""
