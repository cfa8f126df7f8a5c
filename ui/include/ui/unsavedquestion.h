#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace bobbin {

/// What the user can be asked about entries that would be lost.
struct UnsavedQuestion {
    QString text; ///< Says what is not saved.
    std::function<void()> discard;
    std::function<void()> save; ///< Empty where there is only the choice to go on or not.
};

/// Asks in a box before the window of `parent`, which owns it, and stops nothing else. One of the functions
/// is called later, or none if the user goes on editing.
void askAboutUnsaved(const UnsavedQuestion &question, QWidget *parent);

} // namespace bobbin
