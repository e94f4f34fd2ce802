"""The window's one stylesheet, made from the tokens of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.places import asset_folder
from tlgui.ui.look.colors import mix

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.look.colors import Palette


def stylesheet(colors: Palette, px: Callable[[float], int]) -> str:
    """The Qt stylesheet of one scheme; ``px`` scales text by the user's font size.

    The focused control has a ring of two pixels in the accent colour; its padding gives way by
    one, so that nothing moves.
    """
    c = colors
    chevron, check = _picture("chevron", c), _picture("check", c)
    return f"""
* {{ outline: 0; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line};
    padding: 4px 8px; }}
QMainWindow, QDialog, QMessageBox {{ background: {c.background}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {px(22)}px; font-weight: 600; }}
QLabel[role="headline"] {{ font-size: {px(32)}px; font-weight: 600; }}
QLabel[role="figure"] {{ font-size: {px(22)}px; font-weight: 600; }}
QLabel[role="large"] {{ font-size: {px(16)}px; font-weight: 600; }}
QLabel[role="card-title"], QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="small"] {{ color: {c.muted}; font-size: {px(12)}px; }}
QLabel[role="error"] {{ color: {c.bad}; }}
QLabel[role="warning"] {{ color: {c.warning}; }}
QLabel[role="good"] {{ color: {c.good}; }}

QFrame[card="true"] {{ background: {c.surface}; border: 1px solid {c.line};
    border-radius: 8px; }}
QFrame[drop="idle"] {{ background: {c.surface}; border: 1px dashed {_scroll_handle(c)};
    border-radius: 8px; }}
QFrame[drop="over"] {{ background: {c.accent_soft}; border: 2px dashed {c.accent};
    border-radius: 8px; }}
QLabel[role="code"] {{ background: {c.sunken}; border-radius: 6px; padding: 12px 16px;
    color: {c.muted}; }}
QFrame[line="true"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}

QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line};
    border-radius: 6px; padding: 0 14px; min-height: {px(30)}px; font-weight: 500; }}
QPushButton:hover {{ background: {c.sunken}; }}
QPushButton:pressed {{ background: {c.line}; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.sunken}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 13px; min-height: {px(30) - 2}px; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent};
    border: 1px solid {c.accent}; padding: 0 18px; min-height: {px(34)}px; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover};
    border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {c.accent}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.sunken}; color: {c.muted};
    border-color: {c.line}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; padding: 0 17px;
    min-height: {px(34) - 2}px; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {c.accent}; }}
QPushButton[kind="foot"] {{ background: transparent; border: 1px solid transparent;
    text-align: left; padding: 0 12px; font-weight: 400; }}
QPushButton[kind="foot"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="foot"]:focus {{ border: 2px solid {c.accent}; padding: 0 11px; }}
QPushButton[kind="answer"] {{ text-align: left; padding: 0 12px; font-weight: 400;
    min-height: {px(32)}px; }}
QPushButton[kind="answer"]:focus {{ padding: 0 11px; min-height: {px(32) - 2}px; }}
QPushButton[kind="row"] {{ background: transparent; border: 1px solid transparent;
    padding: 0; min-height: {px(52)}px; }}
QPushButton[kind="row"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="row"]:focus {{ border: 2px solid {c.accent}; padding: 0;
    min-height: {px(52) - 2}px; }}
QPushButton[kind="dots"] {{ padding: 0; min-width: {px(32)}px; max-width: {px(32)}px; }}
QPushButton[kind="dots"]:focus {{ padding: 0; min-width: {px(32) - 2}px;
    max-width: {px(32) - 2}px; }}
QPushButton[kind="icon"] {{ background: transparent; border: 1px solid transparent;
    padding: 0; min-height: 26px; max-height: 26px; min-width: 26px; max-width: 26px; }}
QPushButton[kind="icon"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="icon"]:focus {{ border: 2px solid {c.accent}; padding: 0;
    min-height: 24px; max-height: 24px; min-width: 24px; max-width: 24px; }}
QPushButton[kind="small"] {{ font-size: {px(12)}px; padding: 0 10px; min-height: {px(22)}px; }}
QPushButton[kind="small"]:focus {{ padding: 0 9px; min-height: {px(22) - 2}px; }}
QPushButton[kind="chip"] {{ border-radius: {(px(22) + 2) // 2}px; padding: 0 10px;
    min-height: {px(22)}px; max-height: {px(22)}px; font-size: {px(12)}px; font-weight: 500; }}
QPushButton[kind="chip"]:checked {{ background: {c.accent_soft}; color: {c.accent};
    border: 1px solid {c.accent_soft}; font-weight: 600; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {c.accent}; padding: 0 9px;
    min-height: {px(22) - 2}px; max-height: {px(22) - 2}px; }}
QFrame[segments="true"] {{ background: {c.sunken}; border: 1px solid {c.line};
    border-radius: 8px; }}
QPushButton[kind="segment"] {{ background: transparent; border: 1px solid transparent;
    border-radius: 6px; padding: 0 14px; min-height: {px(28)}px; color: {c.muted}; }}
QPushButton[kind="segment"]:hover {{ color: {c.text}; }}
QPushButton[kind="segment"]:checked {{ background: {c.surface}; border: 1px solid {c.line};
    color: {c.text}; font-weight: 600; }}
QPushButton[kind="segment"]:focus {{ border: 2px solid {c.accent}; padding: 0 13px;
    min-height: {px(28) - 2}px; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent;
    color: {c.accent}; padding: 0 2px; min-height: {px(20)}px; text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {c.accent}; padding: 0 1px;
    min-height: {px(20) - 2}px; }}

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit {{ background: {c.surface};
    color: {c.text}; border: 1px solid {field_edge(c)}; border-radius: 6px; padding: 0 10px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ min-height: {px(26)}px; }}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus {{
    border: 2px solid {c.accent}; padding: 0 9px; }}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {{
    min-height: {px(26) - 2}px; }}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {{
    color: {c.muted}; background: {c.sunken}; }}
QPlainTextEdit {{ padding: 6px; }}
QPlainTextEdit:focus {{ padding: 5px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: 0; padding: 0 8px;
    min-height: 0; background: transparent; }}
QDoubleSpinBox[cell="true"], QDoubleSpinBox[cell="true"]:focus,
QDoubleSpinBox[cell="true"] QLineEdit, QDoubleSpinBox[cell="true"] QLineEdit:focus {{
    padding: 0; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox::down-arrow {{ image: url({chevron}); width: {px(12)}px; height: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; color: {c.text};
    border: 1px solid {c.line}; padding: 4px; selection-background-color: {c.accent_soft};
    selection-color: {c.text}; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::down-button {{ width: 0; border: 0; }}

QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; min-height: {px(22)}px; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator, QRadioButton::indicator {{
    width: {px(16)}px; height: {px(16)}px;
    border: 1px solid {c.muted}; border-radius: 4px; background: {c.surface}; }}
QRadioButton::indicator {{ border-radius: {px(16) // 2 + 1}px; }}
QCheckBox::indicator:checked, QTableView::indicator:checked,
QListView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent};
    image: url({check}); }}
QRadioButton::indicator:checked {{ border: 5px solid {c.accent}; width: {px(16) - 8}px;
    height: {px(16) - 8}px; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.accent};
    width: {px(16) - 2}px; height: {px(16) - 2}px; }}
QCheckBox::indicator:checked:focus {{ border-color: {c.text}; }}
QCheckBox::indicator:disabled, QTableView::indicator:disabled,
    QRadioButton::indicator:disabled {{ border-color: {c.line}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.muted}; }}

QSlider {{ background: transparent; min-height: 22px; }}
QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {c.sunken}; }}
QSlider::sub-page:horizontal {{ height: 6px; border-radius: 3px; background: {c.accent}; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -5px 0; border-radius: 8px;
    background: {c.surface}; border: 1px solid {c.accent}; }}
QSlider::handle:horizontal:focus {{ border: 3px solid {c.accent}; width: 10px; height: 10px; }}

QProgressBar {{ background: {c.sunken}; border: 0; border-radius: 3px; min-height: 6px;
    max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}

QAbstractItemView {{ background: {c.surface}; border: 0; color: {c.text};
    selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
QTableView {{ gridline-color: transparent; }}
QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {c.line}; }}
QTableView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QHeaderView {{ background: {c.surface}; border: 0; }}
QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: 0;
    border-bottom: 1px solid {c.line}; padding: 6px 8px; font-weight: 400;
    font-size: {px(12)}px; }}
QTableCornerButton::section {{ background: {c.surface}; border: 0; }}

QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {_scroll_handle(c)}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; margin: 3px 2px 3px 4px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; margin: 4px 3px 2px 3px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 20px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.accent_soft}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}

QWidget#rail {{ background: {c.surface}; border-right: 1px solid {c.line}; }}
QFrame#lesson_side {{ background: {c.surface}; border: 0; border-right: 1px solid {c.line}; }}
QWidget#status_strip {{ background: {c.surface}; border-top: 1px solid {c.line}; }}
QLabel[role="device"] {{ border: 1px solid {c.line}; border-radius: {(px(22) + 2) // 2}px;
    padding: 0 10px; min-height: {px(22)}px; max-height: {px(22)}px; font-size: {px(12)}px; }}
"""


def field_edge(colors: Palette) -> str:
    """The border of text fields: all that says where one can type, so that it must be seen."""
    return mix(colors.line, colors.muted, 0.65 if colors.scheme == "light" else 0.5)


def _scroll_handle(colors: Palette) -> str:
    return mix(colors.line, colors.muted, 0.35)


def _picture(name: str, colors: Palette) -> str:
    """The path of the picture ``name`` in a scheme's colours.

    A stylesheet loads pictures from files only, and cannot tint them: each scheme has its own.
    """
    return (asset_folder("icons") / f"{name}-{colors.scheme}.svg").as_posix()
