"""Meta's Graph API, and nothing but: what comes out are the domain's frozen values and errors.

May import domain, httpx and msgspec. Graph's words end here: no JSON, no token and no address of
Meta's leaves the room.

`client` knows the kinds of questions and walks listings (`paging`), `asking` gets one answered:
paced, retried, its error named. `transport` carries it (httpx is known to it, to `auth` and
`settings` alone), `batches` is several in one. `decoding` turns bytes into `payloads`, `words` and
`measures` turn those into values. `limits` and `usage` say how fast, `ledger` is what they count
in, `errors` is the table of error codes. What the house asks for: `structure`, `states`, `insights`
(and `reports`, where an answer would be too large), `identity`, `mutations` (of `changes`), and
`check`: would this token work?

To ask for one more field: a line in `fields`, its place in `payloads`. To add an error: a line in
`errors`. To add a kind of change: its field in `changes.Change`, what it sends in
`changes.written`.
"""

import sys

# Where click and rich are there, httpx imports a command line of its own with them: half of the
# time that it takes, and five megabytes. It does without where that cannot be imported.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
