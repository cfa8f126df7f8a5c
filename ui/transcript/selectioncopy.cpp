#include "selectioncopy_p.h"

#include "models/transcriptmodel.h"

#include <QElapsedTimer>

#include <algorithm>
#include <tuple>
#include <utility>

namespace bobbin {

static constexpr int Short = 50; // messages
static constexpr int Page = 100; // messages that are loaded at once
static constexpr qint64 Slice = 8; // milliseconds, half a frame

SelectionCopy::SelectionCopy(TranscriptModel &model, TranscriptItems &items,
                             const TranscriptSelection &selection, Take take, QObject *parent)
    : QObject(parent), m_model(model), m_items(items), m_selection(selection), m_take(std::move(take))
{
    if (const auto rows = m_selection.rows())
        std::tie(m_next, m_last) = *rows;
    m_size = m_last - m_next + 1;
    m_isSlow = m_size > Short || !m_selection.isLoaded();
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &SelectionCopy::goOn);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_later.stop();
        m_model.disconnect(this);
        Q_EMIT abandoned();
        deleteLater();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (m_asked >= m_next)
            goOn();
    });
}

void SelectionCopy::start()
{
    if (m_isSlow) {
        goOn();
        return;
    }
    while (m_next <= m_last)
        add(m_next++);
    finish();
}

// What was built for this alone must not take the place of what is in sight.
void SelectionCopy::add(int row)
{
    const bool isBuilt = m_items.find(row) != nullptr;
    m_selection.addTo(m_copy, row);
    if (!isBuilt)
        m_items.remove(row);
}

void SelectionCopy::goOn()
{
    QElapsedTimer time;
    time.start();
    for (; m_next <= m_last && m_model.isLoaded(m_next); ++m_next) {
        if (time.elapsed() >= Slice) {
            m_later.start(0);
            return;
        }
        add(m_next);
    }
    if (m_next > m_last || m_next >= m_model.rowCount()) {
        finish();
    } else if (m_next > m_asked) { // a page that cannot be read is not asked for again and again
        m_asked = std::min(m_last, m_next + Page - 1);
        m_model.want(m_next, m_asked);
    }
}

void SelectionCopy::finish()
{
    m_later.stop();
    m_model.disconnect(this);
    m_take(m_copy);
    deleteLater();
}

} // namespace bobbin
