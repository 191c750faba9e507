"""Meta's Graph API, and nothing but: what comes out are the domain's frozen values and errors.

May import domain, httpx and msgspec. Graph's words end here: no JSON, no token and no address of
Meta's leaves the room.

`client` asks, retries, paces and pages; `transport` carries a request (httpx is known to it, to
`auth` and `settings` alone), `paging` walks a listing, `decoding` turns bytes into `payloads`,
`limits` and `usage` say how fast, `errors` is the table of error codes. `structure`, `insights` and
`identity` are what the house asks for. To ask for one more field: a line in `fields`, its place in
`payloads`. To add an error: a line in `errors`.
"""
