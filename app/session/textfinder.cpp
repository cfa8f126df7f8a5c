#include "session/textfinder.h"

#include "session/chatsession.h"

#include <algorithm>

namespace bobbin {

TextFinder::TextFinder(QObject *parent) : QObject(parent) { }

void TextFinder::setSession(ChatSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    end();
    if (!session)
        return;
    connect(session, &ChatSession::branchesChanged, this, [this] { m_isStale = true; });
    connect(session, &ChatSession::replyEnded, this, [this] { m_isStale = true; });
    connect(session, &ChatSession::branchShown, this, [this] {
        if (!m_text.isEmpty() && m_session->conversation().leaf != m_leaf)
            search(); // other rows are to be marked
    });
}

void TextFinder::end()
{
    m_text.clear();
    m_hits = {};
    m_order.clear();
    m_current = {};
    m_wish.reset();
    m_isStale = true;
    Q_EMIT marked({}, {});
}

void TextFinder::find(const QString &text, int step, bool isAgain)
{
    if (!m_session)
        return;
    if (text != m_text) {
        m_text = text;
        m_isStale = true;
        m_order.clear();
        Q_EMIT marked(text, {});
    }
    if (m_isStale) {
        m_wish = Wish {step, isAgain};
        search();
    } else {
        go(step, isAgain);
    }
}

void TextFinder::setEverywhere(bool isEverywhere)
{
    if (std::exchange(m_isEverywhere, isEverywhere) == isEverywhere || m_text.isEmpty())
        return;
    m_order = m_hits.shown;
    if (m_isEverywhere)
        m_order += m_hits.others;
    count();
}

// One at a time: while one types, only the last text is looked for when the one before has been.
void TextFinder::search()
{
    m_isStale = true;
    if (m_isSearching)
        return;
    m_isSearching = true;
    m_isStale = false;
    m_leaf = m_session->conversation().leaf;
    m_session->findAll(m_text, this, [this, session = m_session, text = m_text](const TextHits &hits) {
        m_isSearching = false;
        const bool isOfToday = session == m_session && text == m_text && !m_isStale;
        if (isOfToday)
            take(hits);
        else if (m_session && !m_text.isEmpty())
            search();
    });
}

void TextFinder::take(const TextHits &hits)
{
    const bool hasSame = m_isEverywhere && m_order.size() == hits.shown.size() + hits.others.size();
    m_hits = hits;
    if (!hasSame) {
        m_order = m_hits.shown;
        if (m_isEverywhere)
            m_order += m_hits.others;
    }
    Q_EMIT marked(m_text, m_hits.rows);
    if (const std::optional<Wish> wish = std::exchange(m_wish, std::nullopt))
        go(wish->step, wish->isAgain);
    else
        count();
}

void TextFinder::go(int step, bool isAgain)
{
    const qsizetype from = isAgain ? m_order.indexOf(m_current) : -1;
    qsizetype next = from + step;
    if (from < 0)
        next = (m_hits.shown.isEmpty() ? m_order.size() : m_hits.shown.size()) - 1;
    else if (m_isEverywhere)
        next = (next + m_order.size()) % m_order.size();
    if (next < 0 || next >= m_order.size()) {
        Q_EMIT notFound(elsewhere());
        return;
    }
    m_current = m_order.at(next);
    Q_EMIT found(m_current);
    count();
}

void TextFinder::count()
{
    Q_EMIT counted(static_cast<int>(m_order.size()), static_cast<int>(m_order.indexOf(m_current)) + 1,
                   elsewhere());
}

int TextFinder::elsewhere() const { return m_isEverywhere ? 0 : static_cast<int>(m_hits.others.size()); }

} // namespace bobbin
