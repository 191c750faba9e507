"""The page that stands before anything is set up: the demo, this computer, or a team's database.

`window` holds it, `forms` are what each way asks for. It knows `ui.ways` only; what is chosen comes
out as a gate. To add a way, add a card to `cards` and a method to `ui.ways.Ways`.
"""
