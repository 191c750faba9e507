"""The table of the Ads Manager: columns, model, one painting delegate, frozen columns, summary.

It may import `domain`, `ui.format` and `ui.theme`, and no page. To add a column, add a line in
`columns`; a figure's label, kind and formula come from the metrics catalog. Texts of cells are
made in `cells`, once a row; `marks`, `names` and `delegates` only paint them.
"""
