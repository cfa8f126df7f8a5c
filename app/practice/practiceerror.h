#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace bobbin {

/// Why the practice service refuses a request, in the words and codes that OpenAI uses: clients tell by them
/// what to do next.
struct PracticeError {
    int status = 400; ///< Of HTTP.
    QString message {};
    QString code {}; ///< Empty where OpenAI gives null.
    QString param {}; ///< The same.

    [[nodiscard]] static PracticeError missing(const QString &param);
    [[nodiscard]] static PracticeError unknown(const QString &param);
    [[nodiscard]] static PracticeError wrongType(const QString &param, const QString &expected,
                                                 const QJsonValue &got);
    /// `supported` has two members or more.
    [[nodiscard]] static PracticeError wrongValue(const QString &param, const QString &value,
                                                  const QStringList &supported);
    [[nodiscard]] static PracticeError tooSmall(const QString &param, qint64 least, qint64 got);
    [[nodiscard]] static PracticeError tooLarge(const QString &param, qint64 most, qint64 got);
    [[nodiscard]] static PracticeError tooMany(const QString &param, qsizetype most, qsizetype got);
    /// 404 with neither code nor param, which is all that OpenAI says of most things that are gone.
    [[nodiscard]] static PracticeError notFound(const QString &message);
    /// As all APIs but Chat Completions say it.
    [[nodiscard]] static PracticeError modelMissing(const QString &model);

    /// The body of the answer.
    [[nodiscard]] QJsonObject toJson() const;

    friend bool operator==(const PracticeError &, const PracticeError &) = default;
};

} // namespace bobbin
