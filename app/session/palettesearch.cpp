#include "session/palettesearch.h"

#include "store/storethread.h"

#include <QHash>

#include <algorithm>

namespace bobbin {
namespace {

constexpr qsizetype MostEntries = 50;
constexpr qsizetype MostUntyped = 12; // commands and places, before anything is typed
constexpr int RecentBonus = 24; // of the conversation that was opened last; less for each one before
constexpr size_t LookEvery = 1024; // titles, at whether the search is still wanted

bool isBefore(const PaletteEntry &a, const PaletteEntry &b) { return a.score > b.score; }

} // namespace

PaletteSearch::PaletteSearch(StoreThread &searcher, const QList<ConversationId> &recent,
                             const QList<PaletteEntry> &others, QObject *parent)
    : QObject(parent), m_searcher(searcher), m_recent(recent), m_others(others)
{
    // What stands first without typing needs some titles alone: it is there before all have been read.
    search({});
    m_searcher.run(
        [shared = m_shared, recent](ConversationStore &store) { readTitles(store, *shared, recent); });
}

PaletteSearch::~PaletteSearch() { ++m_shared->wanted; }

void PaletteSearch::readTitles(ConversationStore &store, Shared &shared, const QList<ConversationId> &recent)
{
    QHash<ConversationId, int> bonuses;
    for (qsizetype i = 0; i < recent.size() && i < RecentBonus; ++i)
        bonuses.insert(recent.at(i), RecentBonus - int(i));
    const auto titles = store.conversations().titles();
    if (!titles)
        return; // typing finds commands and places
    shared.titles.reserve(size_t(titles->size()));
    for (const ConversationTitle &title : titles.value()) {
        const QString text = title.title.simplified();
        shared.titles.push_back({title.id, text, foldedForMatching(text), bonuses.value(title.id)});
    }
}

QList<PaletteEntry> PaletteSearch::findTitles(const Shared &shared, const FuzzyPattern &pattern, int number)
{
    struct Hit {
        int score;
        size_t place; // of two that match as well, the one that was active later
    };
    std::vector<Hit> hits;
    for (size_t i = 0; i < shared.titles.size(); ++i) {
        if (i % LookEvery == 0 && shared.wanted != number)
            return {};
        const Title &title = shared.titles[i];
        if (const auto score = pattern.score(title.text, title.folded))
            hits.push_back({*score + title.bonus, i});
    }
    const auto end = hits.begin() + std::min(qsizetype(hits.size()), MostEntries);
    std::partial_sort(hits.begin(), end, hits.end(), [](const Hit &a, const Hit &b) {
        return a.score != b.score ? a.score > b.score : a.place < b.place;
    });
    QList<PaletteEntry> entries;
    for (auto hit = hits.begin(); hit != end; ++hit) {
        const Title &title = shared.titles[hit->place];
        entries.append({.kind = PaletteEntry::Kind::Conversation,
                        .text = title.text,
                        .positions = pattern.match(title.text)->positions,
                        .conversation = title.id,
                        .score = hit->score});
    }
    return entries;
}

QList<PaletteEntry> PaletteSearch::findOthers(const FuzzyPattern &pattern) const
{
    QList<PaletteEntry> entries;
    for (PaletteEntry entry : m_others) {
        const auto match = pattern.match(entry.text);
        if (!match)
            continue;
        entry.score += match->score;
        entry.positions = match->positions;
        entries.append(entry);
    }
    return entries;
}

void PaletteSearch::search(const QString &typed)
{
    const int number = ++m_shared->wanted;
    const FuzzyPattern pattern(typed);
    const auto answer = [this, number](const QList<PaletteEntry> &conversations, QList<PaletteEntry> others) {
        if (number != m_shared->wanted)
            return;
        std::stable_sort(others.begin(), others.end(), isBefore);
        QList<PaletteEntry> all;
        std::merge(conversations.begin(), conversations.end(), others.begin(), others.end(),
                   std::back_inserter(all), isBefore);
        Q_EMIT found(all.mid(0, MostEntries));
    };
    if (!pattern.isEmpty()) {
        m_searcher.run(
            this,
            [shared = m_shared, pattern, number](ConversationStore &) {
                return findTitles(*shared, pattern, number);
            },
            [answer, others = findOthers(pattern)](const QList<PaletteEntry> &entries) {
                answer(entries, others);
            });
        return;
    }
    m_searcher.run(
        this,
        [recent = m_recent](ConversationStore &store) {
            QList<PaletteEntry> entries;
            const auto add = [&entries](const ConversationId &id, const QString &title, int score) {
                entries.append({.text = title.simplified(), .conversation = id, .score = score});
            };
            for (const ConversationId &id : recent) {
                const auto found = store.conversations().find(id);
                if (found && !found->trashedAt)
                    add(id, found->title, qMax(1, RecentBonus - int(entries.size())));
            }
            if (const auto newest = store.conversations().page({}, int(MostEntries))) {
                for (const ConversationSummary &summary : newest->conversations) {
                    if (!recent.contains(summary.id))
                        add(summary.id, summary.title, 0);
                }
            }
            return entries;
        },
        [answer, others = m_others](const QList<PaletteEntry> &entries) {
            // The commands that were used lately stand among the conversations, a few more behind them.
            QList<PaletteEntry> used = others;
            std::stable_sort(used.begin(), used.end(), isBefore);
            answer(entries.mid(0, MostEntries - MostUntyped), used.mid(0, MostUntyped));
        });
}

} // namespace bobbin
