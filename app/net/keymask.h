#pragma once

#include <QByteArray>
#include <QString>

namespace bobbin {

/// Takes the key of a service out of a text that comes in pieces, wherever the pieces are cut: "***" stands
/// in its place. A service that repeats its key as the text of an answer must not bring it into the history.
///
/// Short keys are left alone: those of services that need none are words such as "ollama".
class KeyMask
{
public:
    explicit KeyMask(const QByteArray &key = {});

    /// The next piece of the text; what may be the beginning of the key is held back.
    [[nodiscard]] QString feed(const QString &piece);
    /// At the end: what was held back.
    [[nodiscard]] QString finish();

private:
    QString m_key; // empty if nothing is to be masked
    QString m_tail; // the end of the text, as far as the key may begin with it
    qsizetype m_given = 0; // how much of that was given out
};

} // namespace bobbin
