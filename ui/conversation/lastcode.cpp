#include "ui/lastcode.h"

#include "models/transcriptmodel.h"
#include "ui/transcriptview.h"

namespace bobbin {
namespace {

constexpr int Page = 100; // so many rows are asked for at a time

// The last one above `end`; -1 if there is none.
int lastMissing(const TranscriptModel &model, int end)
{
    int row = end - 1;
    while (row >= 0 && model.isLoaded(row))
        --row;
    return row;
}

} // namespace

LastCode::LastCode(TranscriptView &view, QObject *parent) : QObject(parent), m_view(view) { }

void LastCode::find()
{
    disconnect(m_loading);
    if (const TranscriptModel *model = m_view.model())
        search(model->rowCount());
}

// Nothing is below `end`.
void LastCode::search(int end)
{
    TranscriptModel *model = m_view.model();
    const QString code = m_view.lastCodeBlock(end);
    const int missing = code.isEmpty() ? lastMissing(*model, end) : -1;
    if (missing < 0) {
        Q_EMIT found(code);
        return;
    }
    m_loading = connect(model, &QAbstractItemModel::dataChanged, this, [this, model, missing] {
        if (model == m_view.model() && !model->isLoaded(missing))
            return; // something else
        disconnect(m_loading);
        if (model == m_view.model())
            search(missing + 1);
    });
    model->want(qMax(0, missing - Page + 1), missing);
}

} // namespace bobbin
