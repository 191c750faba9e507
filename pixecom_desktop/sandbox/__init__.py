"""A pretend Meta: a demo business behind the Graph dialect, on the loopback.

It shares no code with the real client (it imports neither `meta` nor `storage`), so that
the two cannot share a mistake: what it knows comes from `graph.md` alone.

`options` says how big, `clock` what time it is, `generate`, `business` and `names` make the
structure, `funnels` the daily figures, `asof` what of them has arrived by now, `world` holds it
all; `call`, `errors`, `fieldspec`, `filters`, `cursors` are the dialect's grammar, `objects`,
`expansion`, `listings`, `insights` (whose figures: `selection`; as text: `insight_rows`,
`row_text`) and `reports` its reads, `mutations` its writes, `oauth` its door, `limits`, `tokens`,
`faults` and `spoiling` its moods, `graph` the app and `server` the socket. To add a field of an
object: a line in `fields`; of insights: a line in `insight_fields`; a fault: a kind in `faults` or
`spoiling`; an error on demand: a line in `error_table`.
"""
