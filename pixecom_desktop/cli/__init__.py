"""Words: the command line, a file a command.

The top floor: may import everything, but Qt only where a window opens. Results go to standard
output, progress and messages to standard error. To add a command: a file with `add(parsers)` and
`run(arguments, config)`, and a line in `main.COMMANDS`.
"""
