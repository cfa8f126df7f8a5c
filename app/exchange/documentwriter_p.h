#pragma once

#include "core/conversation.h"
#include "core/message.h"

#include <QList>

#include <memory>

class QIODevice;

namespace bobbin {

/// Writes conversations for people to read, one after the other.
class DocumentWriter
{
public:
    virtual ~DocumentWriter();
    virtual void begin() = 0;
    virtual void writeConversation(const Conversation &conversation, const QList<BranchMessage> &branch) = 0;
    /// False if anything could not be written.
    [[nodiscard]] virtual bool end() = 0;
};

[[nodiscard]] std::unique_ptr<DocumentWriter> createMarkdownWriter(QIODevice &device);
/// One page without scripts or anything from elsewhere; raw HTML in messages is shown as text.
[[nodiscard]] std::unique_ptr<DocumentWriter> createHtmlWriter(QIODevice &device);

} // namespace bobbin
