#pragma once

#include <QList>
#include <QString>

class QAction;
class QWidget;

namespace bobbin {

/// Shows the keys of all actions and of the composer and the transcript.
void showShortcuts(const QList<QAction *> &actions, QWidget *parent);

void showAbout(QWidget *parent);

/// Lets the user change a longer text; false if they left it as it was.
[[nodiscard]] bool editText(const QString &title, const QString &explanation, QString &text, QWidget *parent);

} // namespace bobbin
