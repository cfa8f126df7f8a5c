#pragma once

#include <QList>

class QAction;
class QWidget;

namespace bobbin {

/// Shows the keys of all actions and of the composer and the transcript.
void showShortcuts(const QList<QAction *> &actions, QWidget *parent);

void showAbout(QWidget *parent);

} // namespace bobbin
