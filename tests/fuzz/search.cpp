#include "fuzzinput.h"
#include "fuzztargets.h"

#include "store/conversationstore.h"

#include <QTemporaryDir>

namespace bobbin::fuzz {
namespace {

using namespace Qt::StringLiterals;

void add(ConversationStore &store, const QString &title, const QString &text)
{
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.title = title;
    Message message;
    message.id = MessageId::create();
    message.content = text;
    require(store.conversations().insert(conversation).isOk(), "a conversation can be stored");
    require(store.messages().append(conversation.id, message).isOk(), "a message can be stored");
}

// A history to search in, made once.
ConversationStore &history()
{
    static const QTemporaryDir folder;
    static const SystemClock clock;
    static const std::unique_ptr<ConversationStore> store = [] {
        auto made = ConversationStore::open(folder.filePath(u"history.sqlite"_s),
                                            ConversationStore::Access::ReadWrite, clock)
                        .value();
        add(*made, u"Tea"_s, u"Green tea has `scoped_lock` and getUserName()."_s);
        add(*made, u"Tokyo"_s, u"東京の天気はどうですか"_s);
        return made;
    }();
    return *store;
}

} // namespace

void search(QByteArrayView bytes)
{
    const QString typed = QString::fromUtf8(bytes);
    const SearchQuery query = parseSearch(typed);
    (void)ftsExpression(query);
    (void)charactersOf(typed);
    (void)namesOf(typed);
    const QString marked = snippetOf(typed, query.terms());
    require(marked.count(QChar(0xE000)) == marked.count(QChar(0xE001)) || typed.contains(QChar(0xE000))
                || typed.contains(QChar(0xE001)),
            "each hit in a snippet has two ends");
    require(history().search().find(typed, 20).isOk(), "nothing that is typed is an error");
}

} // namespace bobbin::fuzz
