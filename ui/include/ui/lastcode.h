#pragma once

#include <QObject>

namespace bobbin {

class TranscriptView;

/// Finds the last code block of the conversation that a view shows, also where its messages are not loaded
/// yet.
class LastCode final : public QObject
{
    Q_OBJECT
public:
    /// `view` must live longer.
    explicit LastCode(TranscriptView &view, QObject *parent = nullptr);

    /// found() follows, at once if nothing has to be loaded. A search that is still going on is given up, and
    /// so is this one if another conversation is shown meanwhile.
    void find();

Q_SIGNALS:
    /// Empty if there is none.
    void found(const QString &code);

private:
    void search(int end);

    TranscriptView &m_view;
    QMetaObject::Connection m_loading;
};

} // namespace bobbin
