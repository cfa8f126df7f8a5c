#pragma once

#include "ui/transcriptselection.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace bobbin {

/// Gathers what is selected, row by row, and loads what is not loaded. A long selection is gathered between
/// other events, so that the window goes on. Ends unfinished when it is deleted, or its model is reset.
class SelectionCopy final : public QObject
{
    Q_OBJECT
public:
    using Take = std::function<void(const TranscriptSelection::Copy &copy)>;

    /// Of `selection` as it is now, which must not be empty. `model` and `items` have to outlive this.
    SelectionCopy(TranscriptModel &model, TranscriptItems &items, const TranscriptSelection &selection,
                  Take take, QObject *parent);

    /// Takes everything at once, or begins if that is slow.
    void start();
    /// Whether something has to be loaded, or there is much of it.
    [[nodiscard]] bool isSlow() const { return m_isSlow; }
    /// In messages.
    [[nodiscard]] int size() const { return m_size; }

Q_SIGNALS:
    /// The conversation has changed before everything was there.
    void abandoned();

private:
    void add(int row);
    void goOn();
    void finish();

    TranscriptModel &m_model;
    TranscriptItems &m_items;
    const TranscriptSelection m_selection;
    const Take m_take;
    TranscriptSelection::Copy m_copy;
    QTimer m_later;
    int m_next = 0; // rows
    int m_last = -1;
    int m_size = 0;
    bool m_isSlow = false;
    int m_asked = -1; // the last row that was asked for
};

} // namespace bobbin
