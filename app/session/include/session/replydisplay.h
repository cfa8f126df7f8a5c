#pragma once

#include "core/ids.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace bobbin {

class TranscriptModel;

/// Brings the text of a reply to a transcript while it is received, once per frame and not for each piece.
class ReplyDisplay final : public QObject
{
    Q_OBJECT
public:
    /// `transcript` must live longer than the display.
    explicit ReplyDisplay(TranscriptModel &transcript, QObject *parent = nullptr);

    /// The reply that text belongs to from now on. Its `earlier` text stays before that.
    void setReply(const MessageId &reply, const QString &earlier)
    {
        m_reply = reply;
        m_earlier = earlier;
    }
    void addText(const QString &text);
    void addReasoning(const QString &text);
    /// All text so far was reasoning, but for the earlier one.
    void turnTextIntoReasoning();
    void replaceText(const QString &text);
    /// Shows what has not been shown yet.
    void flush();

private:
    [[nodiscard]] int row() const;
    void flushSoon();

    TranscriptModel &m_transcript;
    MessageId m_reply;
    QString m_earlier;
    QTimer m_frame; // runs until text that has come is shown
    QElapsedTimer m_sinceFrame; // invalid before anything was shown
    QString m_text;
    QString m_reasoning;
};

} // namespace bobbin
