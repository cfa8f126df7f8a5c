#pragma once

#include "benchmarkwindow.h"
#include "measuredprogram.h"

class QListView;

namespace bobbin {

/// Opens conversations in a window by clicks in its sidebar.
class Opener final : public QObject
{
public:
    /// `window` must live longer.
    explicit Opener(BenchmarkWindow &window);

    /// From the click on the conversation in `row` of the sidebar to its newest messages on the screen;
    /// no time at all if it is shown already.
    Milliseconds open(int row);
    /// Where the conversation with this title is, which has to be in the list.
    [[nodiscard]] int rowOf(const QString &title) const;
    /// Opens others until the conversation that is shown is not in memory any more.
    void forget();

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isShown(const ConversationId &id) const;

    BenchmarkWindow &m_window;
    QListView *const m_list;
    ConversationId m_wanted;
    bool m_isPainted = false;
};

} // namespace bobbin
