#pragma once

#include "store/historykey.h"

#include <QList>
#include <QObject>
#include <QPointer>

class QWidget;

namespace bobbin {

class Cover;
class UnlockDialog;

/// Covers all windows of the program until the passphrase of the history has been given, where closing them
/// would lose or interrupt something. What is under way goes on behind it, so the key stays in memory.
/// Dialogs that belong to the system, such as its file dialog, are not covered.
class Curtain final : public QObject
{
    Q_OBJECT
public:
    /// `key` is that of the history, `window` the main window.
    Curtain(const HistoryKey &key, QWidget *window);
    ~Curtain() override;

    void draw();
    [[nodiscard]] bool isDrawn() const;
    /// What asks for the passphrase; null while nothing is covered.
    [[nodiscard]] QWidget *dialog() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isCovered(const QWidget *window) const;
    void cover(QWidget *window);
    void askInFront();
    void lift();

    const HistoryKey m_key;
    QWidget *m_window;
    QPointer<UnlockDialog> m_dialog;
    QList<QPointer<Cover>> m_covers;
};

/// The windows and dialogs of the program that can be seen; no menus or tips.
[[nodiscard]] QList<QWidget *> shownWindows();

} // namespace bobbin
