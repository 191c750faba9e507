"""In place of Qt's OpenGL widgets in a frozen build: see `QtOpenGL.py`."""

from PySide6.QtWidgets import QWidget


class QOpenGLWidget(QWidget):
    """What pyqtgraph derives a class from that nobody makes."""
