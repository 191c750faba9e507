"""The catalog of pictures: every screen and state, and how a window comes into it.

`catalog` gathers them; `scene` is what a shot is. The others are by what is drawn: `table` the Ads
Manager, `changes` what is done to rows, `linking` connections, sellpages and strategies, `around`
what stands around the pages, `several` more than one seller, `doors` the windows before the
program. To add a shot, add a line to its tuple. Tests walk the same states.
"""
