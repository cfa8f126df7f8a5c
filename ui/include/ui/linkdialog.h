#pragma once

#include <QString>

class QWidget;

namespace bobbin {

/// Asks whether to open a link whose `text` names another host than its `address` leads to, and opens it if
/// the user wants that. Returns at once.
void askBeforeOpening(const QString &text, const QString &address, QWidget *window);

} // namespace bobbin
