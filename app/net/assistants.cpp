#include "net/assistants.h"

#include "httptransport.h"
#include "jsonexchange.h"
#include "threadrequest.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr int mostPages = 50; // against a server that always has more

Assistant assistantIn(const QJsonObject &object)
{
    return {
        .id = object.value("id"_L1).toString(),
        .name = object.value("name"_L1).toString(),
        .model = object.value("model"_L1).toString(),
        .instructions = object.value("instructions"_L1).toString(),
    };
}

class HttpAssistantReply : public AssistantReply
{
    Q_OBJECT
protected:
    HttpAssistantReply(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
        : AssistantReply(parent), m_transport(network, endpoint)
    {
    }

    void send(const ApiCall &call)
    {
        if (m_exchange)
            m_exchange->deleteLater();
        m_exchange = new JsonExchange(m_transport, call, this);
        connect(m_exchange, &JsonExchange::ended, this, [this, exchange = m_exchange.data()] {
            if (exchange->error())
                fail(*exchange->error());
            else
                takeAnswer(*exchange);
        });
    }

    virtual void takeAnswer(const JsonExchange &answer) = 0;

    void fail(CompletionError error)
    {
        const bool isMissing = error.httpStatus == 404 || error.httpStatus == 410;
        if (isMissing && error.kind == Kind::Rejected)
            error.kind = Kind::RouteMissing; // nothing else was named
        Q_EMIT failed(error);
    }

private:
    HttpTransport m_transport;
    QPointer<JsonExchange> m_exchange;
};

class AssistantLister final : public HttpAssistantReply
{
    Q_OBJECT
public:
    AssistantLister(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
        : HttpAssistantReply(network, endpoint, parent)
    {
        send(listAssistantsCall({}));
    }

private:
    void takeAnswer(const JsonExchange &answer) override
    {
        const std::optional<QJsonArray> page = listIn(answer.document());
        if (!page) {
            fail(answer.unexpected(u"not_a_list"_s));
            return;
        }
        const qsizetype before = m_assistants.size();
        for (const QJsonValue &entry : *page)
            add(assistantIn(entry.toObject()));
        const bool grows = m_assistants.size() > before; // a server may ignore which page is asked for
        if (answer.object().value("has_more"_L1).toBool() && grows && ++m_pages < mostPages)
            send(listAssistantsCall(m_assistants.last().id));
        else
            Q_EMIT finished(m_assistants);
    }

    void add(const Assistant &assistant)
    {
        const bool isKnown = std::any_of(m_assistants.begin(), m_assistants.end(),
                                         [&](const Assistant &known) { return known.id == assistant.id; });
        if (!assistant.id.isEmpty() && !isKnown)
            m_assistants << assistant;
    }

    QList<Assistant> m_assistants;
    int m_pages = 0;
};

class AssistantMaker final : public HttpAssistantReply
{
    Q_OBJECT
public:
    AssistantMaker(QNetworkAccessManager &network, const Endpoint &endpoint, const Assistant &assistant,
                   QObject *parent)
        : HttpAssistantReply(network, endpoint, parent)
    {
        send(createAssistantCall(assistant));
    }

private:
    void takeAnswer(const JsonExchange &answer) override
    {
        const Assistant made = assistantIn(answer.object());
        if (made.id.isEmpty())
            fail(answer.unexpected(u"no_id"_s));
        else
            Q_EMIT finished({made});
    }
};

} // namespace

AssistantReply *listAssistants(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
{
    return new AssistantLister(network, endpoint, parent);
}

AssistantReply *createAssistant(QNetworkAccessManager &network, const Endpoint &endpoint,
                                const Assistant &assistant, QObject *parent)
{
    return new AssistantMaker(network, endpoint, assistant, parent);
}

} // namespace bobbin

#include "assistants.moc"
