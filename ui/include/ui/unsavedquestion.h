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

/// Leaves a page that has a button to save only when what was entered there is saved or discarded.
class Leaving final
{
public:
    /// Asks; `go` follows what discards, or takeSaved(). While `page` is disabled it is being saved, and nothing
    /// is asked. `page` owns this.
    void ask(const UnsavedQuestion &question, QWidget *page, const std::function<void()> &go);
    void takeSaved();
    /// It could not be saved, so the page stays.
    void takeRefusal() { m_go = {}; }

private:
    std::function<void()> m_go;
};

} // namespace bobbin
