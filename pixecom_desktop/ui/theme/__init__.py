"""How the program looks: colours and sizes, one style sheet, one font, icons in any colour.

It may import `resources` and Qt, and no other room of `ui`. To add a colour, add a field to
`tokens.Tokens` and its value to DARK and LIGHT; a test measures its contrast. No other file
writes a colour.
"""
