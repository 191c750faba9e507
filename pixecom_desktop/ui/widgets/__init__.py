"""Parts that any page may use: buttons, popovers, banners, faces, toasts, the rail, the picker.

May import `domain`, `ui.theme`, `ui.format`, `ui.when`; knows no page and no backend. Values come
in by the constructor or a setter and leave by a signal. Data is shown as plain text only.
"""
