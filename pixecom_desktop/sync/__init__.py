"""What the clock asks for: reading Meta into the database, an account at a time over all processes.

May import domain, storage and meta; knows no service and no screen. `run` walks one account,
`runs` journals it and catches what goes wrong, `window` says which days, `scheduler` when. To add a
job: a step in `steps`, its kind in `domain.enums.JobKind`, its cadence in `jobs`.
"""
