#pragma once

#include <QMessageBox>

namespace bobbin {

// Words of others, such as names, titles and what servers and systems say, stand nowhere as markup: Qt takes
// what looks like HTML for it, where it is not told otherwise, and fetches what that names.

/// A tool tip that says `text` as it stands, with its line breaks. Empty if there is none.
[[nodiscard]] QString plainToolTip(const QString &text);

/// Sets the words of `box`, which shows them as they stand; QMessageBox::setTextFormat() alone is not about
/// the informative ones.
void setPlainWords(QMessageBox &box, const QString &text, const QString &informative = {});

/// Shows `text` as it stands in a box until it is answered, as QMessageBox::question() and the like do with
/// markup.
QMessageBox::StandardButton showPlainBox(QMessageBox::Icon icon, QWidget *parent, const QString &title,
                                         const QString &text,
                                         QMessageBox::StandardButtons buttons = QMessageBox::Ok,
                                         QMessageBox::StandardButton usual = QMessageBox::NoButton);

} // namespace bobbin
