#pragma once

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

namespace bobbin {

/// What the actor has said before it was killed, and so what a history has to have.
class KeptRecord final
{
public:
    /// Takes one line of the actor's.
    void take(const QJsonObject &line);

    /// What is wrong with the history at `database`, opened as the program does at its next start; empty if
    /// nothing. `replies` is the text that every reply begins with.
    [[nodiscard]] QStringList problems(const QString &database, const QString &replies) const;

    /// By how many milliseconds the replies are short of what the window had received, at most.
    [[nodiscard]] double longestLoss() const { return m_longestLoss; }
    [[nodiscard]] bool isReady() const { return m_isReady; }

private:
    struct Arrival {
        double time = 0;
        qsizetype length = 0;
    };
    struct Reply {
        QString conversation;
        QList<Arrival> arrivals;
        bool hasEnded = false;
    };
    struct Sent {
        QString conversation;
        QString text;
    };
    struct Title {
        QString kept; // empty before the first one
        QString coming; // may be kept already
    };
    enum class Place { There, Moving, Trashed };

    bool m_isReady = false;
    double m_last = 0; // when the actor was alive at least
    double m_lag = 0; // of its event loop, in milliseconds
    QHash<QString, Sent> m_messages; // by the message's id
    QHash<QString, Reply> m_replies; // by the reply's id
    QHash<QString, Title> m_titles;
    QHash<QString, Place> m_places; // of conversations that were moved
    QSet<QString> m_deleted; // messages that may be gone
    QStringList m_imported;
    QSet<QString> m_emptied; // conversations that may be gone
    mutable double m_longestLoss = 0;
};

} // namespace bobbin
