#pragma once

#include "core/fuzzymatch.h"
#include "core/ids.h"
#include "core/place.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <vector>

namespace bobbin {

class ConversationStore;
class StoreThread;

/// Something that can be gone to.
struct PaletteEntry {
    enum class Kind { Conversation, Command, Folder, Tag };

    Kind kind = Kind::Conversation;
    QString text;
    QList<int> positions {}; ///< Of the letters that were typed.
    ConversationId conversation {};
    QString command {}; ///< Its name.
    Place place {};
    int score = 0; ///< Those with a higher one stand first.

    friend bool operator==(const PaletteEntry &, const PaletteEntry &) = default;
};

/// Finds conversations, commands, folders and tags by some of their letters, in one list with the best first;
/// see FuzzyPattern. What was used lately counts more, and stands first as long as nothing is typed.
///
/// The titles of all conversations are read once, and gone through in the store's thread, so that typing
/// never waits; a search that is not wanted any more stops soon.
class PaletteSearch final : public QObject
{
    Q_OBJECT
public:
    /// `searcher` must live longer. `recent` are the conversations that were opened lately, the newest first;
    /// `others` are the commands and places, of which those that were used lately have a score.
    PaletteSearch(StoreThread &searcher, const QList<ConversationId> &recent,
                  const QList<PaletteEntry> &others, QObject *parent = nullptr);
    ~PaletteSearch() override;

    /// found() follows, unless another search is begun first.
    void search(const QString &typed);

Q_SIGNALS:
    void found(const QList<bobbin::PaletteEntry> &entries);

private:
    struct Title {
        ConversationId id;
        QString text;
        QString folded;
        int bonus = 0;
    };
    struct Shared { // with the store's thread
        std::vector<Title> titles; // used there alone
        std::atomic<int> wanted = 0; // the number of the newest search
    };

    static void readTitles(ConversationStore &store, Shared &shared, const QList<ConversationId> &recent);
    static QList<PaletteEntry> findTitles(const Shared &shared, const FuzzyPattern &pattern, int number);
    [[nodiscard]] QList<PaletteEntry> findOthers(const FuzzyPattern &pattern) const;

    StoreThread &m_searcher;
    const QList<ConversationId> m_recent;
    const QList<PaletteEntry> m_others;
    const std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

} // namespace bobbin
