#include "net/requesttext.h"

#include "apicall.h"
#include "chatrequest.h"
#include "requestmessages.h"
#include "responserequest.h"
#include "threadrequest.h"

#include <QNetworkRequest>
#include <QStringList>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView keyPlaceholder = "$API_KEY";

QList<ApiCall> callsFor(const Endpoint &endpoint, const CompletionRequest &request, const ModelQuirks &quirks)
{
    switch (apiOf(request.strategy, endpoint.service.apiKind)) {
    case ApiKind::ChatCompletions:
        return {chatCompletionCall(request, endpoint, quirks)};
    case ApiKind::Responses:
        return {responseCall(request, quirks)};
    case ApiKind::Assistants:
        break;
    }
    QList<ApiCall> calls;
    const QList<ChatMessage> messages = withoutEmpty(request.messages);
    for (const ChatMessage &message : messages)
        calls << addMessageCall(request.threadId, message);
    calls << runCall(request, quirks);
    return calls;
}

// Headers that every HTTP client adds by itself.
bool isOfHttp(const QByteArray &name)
{
    static constexpr std::array names {"accept", "content-length", "user-agent"};
    return std::find(names.begin(), names.end(), name.toLower()) != names.end();
}

RequestText textOf(const ApiCall &call, const Endpoint &endpoint)
{
    const QNetworkRequest request = makeRequest(endpoint, call);
    RequestText text {.method = call.methodName(), .url = request.url(), .body = call.body};
    const QList<QByteArray> names = request.rawHeaderList();
    for (const QByteArray &name : names) {
        if (!isOfHttp(name))
            text.headers.append({name, request.rawHeader(name)});
    }
    return text;
}

QString inSingleQuotes(QString text)
{
    text.replace(u'\'', "'\\''"_L1);
    return u'\'' % text % u'\'';
}

// With the variable for the key left to be replaced by the shell, and nothing else.
QString header(const QByteArray &name, const QByteArray &value)
{
    if (!value.endsWith(keyPlaceholder))
        return inSingleQuotes(QString::fromUtf8(name + ": " + value));
    return inSingleQuotes(QString::fromUtf8(name + ": " + value.chopped(keyPlaceholder.size()))) % u'"'
        % QString::fromUtf8(keyPlaceholder) % u'"';
}

} // namespace

QList<RequestText> requestTexts(const Endpoint &endpoint, const CompletionRequest &request,
                                const ModelQuirks &quirks)
{
    Endpoint shown = endpoint;
    shown.apiKey = keyPlaceholder.toByteArray();
    QList<RequestText> texts;
    const QList<ApiCall> calls = callsFor(endpoint, request, quirks);
    for (const ApiCall &call : calls)
        texts << textOf(call, shown);
    return texts;
}

QString asCurl(const RequestText &request)
{
    QStringList words {"curl --globoff --no-buffer --request "_L1 % QString::fromLatin1(request.method) % u' '
                       % inSingleQuotes(QString::fromUtf8(request.url.toEncoded()))};
    for (const auto &[name, value] : request.headers)
        words << "-H "_L1 % header(name, value);
    if (!request.body.isEmpty())
        words << "--data-raw "_L1 % inSingleQuotes(QString::fromUtf8(request.body));
    return words.join(u" \\\n  "_s);
}

} // namespace bobbin
