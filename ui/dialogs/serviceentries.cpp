#include "ui/serviceentries.h"

#include "core/linktarget.h"
#include "net/endpoint.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bobbin {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::ServicePage)
};

bool looksSecret(const QString &header)
{
    static const QRegularExpression secret(u"auth|key|token|cookie|secret|password|subscription"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return secret.match(header).hasMatch();
}

// Empty, or one that carries the key alone.
bool isKeyHeader(const QString &name)
{
    const bool isKey = name.startsWith("sk-"_L1); // as those of most services begin
    return name.isEmpty() || (isHeaderName(name) && !isKey);
}

} // namespace

QString headersText(const Service &service)
{
    QStringList lines;
    for (const auto &[name, value] : service.headers)
        lines.append(name + u": "_s + value);
    return lines.join(u'\n');
}

QList<std::pair<QString, QString>> headersFrom(const QString &text)
{
    QList<std::pair<QString, QString>> headers;
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines)
        headers.append({line.section(u':', 0, 0).trimmed(), line.section(u':', 1).trimmed()});
    return headers;
}

QString hostReadOtherwise(const QString &typed)
{
    const QString host = LinkTarget::of(normalizedBaseUrl(typed).toString()).host;
    return beginsWithHost(typed, host) ? QString() : host;
}

QString whyNotSave(const Service &service)
{
    if (!service.baseUrl.isValid() || service.baseUrl.host().isEmpty())
        return Tr::tr("Type the address of the service, such as https://api.openai.com/v1.");
    if (looksSecret(service.baseUrl.query()))
        return Tr::tr(
            "The address holds a key, which would be stored in the open. Put it into the field “API key”.");
    if (!isKeyHeader(service.keyHeader))
        return Tr::tr("Only the name of a header belongs into “Key header”, such as “api-key”. Put the key "
                      "into the field “API key”.");
    for (const auto &[name, value] : service.headers) {
        if (!isHeaderName(name))
            return Tr::tr("“%1” is not the name of a header. Write “Name: value”, one a line.").arg(name);
        if (looksSecret(name))
            return Tr::tr("The header “%1” would be stored in the open. Put the key into the field “API key” "
                          "and the header's name into “Key header”.")
                .arg(name);
    }
    return {};
}

} // namespace bobbin
