#include "session/titlemaker.h"

#include "core/logging.h"
#include "core/title.h"
#include "core/wholecharacters.h"
#include "net/completionbackend.h"
#include "session/chatsession.h"
#include "session/serviceregistry.h"

#include <QPointer>
#include <QRegularExpression>

#include <memory>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype ExcerptSize = 1500; // characters of each message that are sent for a title
constexpr qsizetype LongestTitle = 80;

} // namespace

QString titleFromAnswer(const QString &answer)
{
    static const QRegularExpression label(u"^(title|titel|titre|título)\\s*:\\s*"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression edges(u"^[\\s\"'“”„«»*_#`]+|[\\s\"'“”«».*_`]+$"_s);
    QString title = plainTitle(answer.trimmed().section(u'\n', 0, 0));
    title.remove(edges).remove(label).remove(edges);
    return title.size() <= LongestTitle ? title : QString();
}

TitleMaker::TitleMaker(ServiceRegistry &services, QNetworkAccessManager &network, QObject *parent)
    : QObject(parent), m_services(services), m_network(network)
{
}

void TitleMaker::considerAfterReply(ChatSession *session)
{
    const Conversation &conversation = session->conversation();
    const std::optional<Service> service = m_services.find(conversation.service);
    const bool isFirstTurn =
        conversation.length == 2 && session->transcript()->isLoaded(0) && session->transcript()->isLoaded(1);
    if (!service || !service->makesTitles || !isFirstTurn
        || conversation.titleSource != TitleSource::FirstWords || m_asked.contains(conversation.id))
        return;
    m_asked.insert(conversation.id);
    ask(session);
}

void TitleMaker::ask(ChatSession *session)
{
    const QString question = wholeBeginning(session->transcript()->messageAt(0).content, ExcerptSize);
    const QString reply = wholeBeginning(session->transcript()->messageAt(1).content, ExcerptSize);
    CompletionRequest request;
    const std::optional<Service> service = m_services.find(session->conversation().service);
    request.model = service->summaryModel(session->model());
    request.messages = {
        {Role::User,
         u"Give this conversation a short title of three to six words, in its own language. Answer with the "
         "title alone.\n\nUser: "_s
             + question + u"\n\nAssistant: "_s + reply}};

    m_services.endpoint(
        session->conversation().service, session,
        [this, session, request](const Result<Endpoint, SecretError> &endpoint) {
            if (!endpoint)
                return;
            const auto backend = createBackend(m_network, endpoint.value(), request.strategy);
            CompletionReply *completion = backend->complete(request, session);
            const auto answer = std::make_shared<QString>();
            connect(completion, &CompletionReply::textReceived, session,
                    [answer](const QString &text) { *answer += text; });
            connect(completion, &CompletionReply::textWasReasoning, session, [answer] { answer->clear(); });
            connect(completion, &CompletionReply::textReplaced, session,
                    [answer](const QString &text) { *answer = text; });
            connect(completion, &CompletionReply::finished, session,
                    [answer, session, completion, asked = request.model](const CompletionResult &result) {
                        completion->deleteLater();
                        session->noteUsage(Purpose::Title, result.model.isEmpty() ? asked : result.model,
                                           result.usage);
                        session->setTitle(titleFromAnswer(*answer), TitleSource::Model);
                    });
            connect(completion, &CompletionReply::failed, session,
                    [completion](const CompletionError &error) {
                        completion->deleteLater();
                        qCInfo(lcSession) << "no title from the model, status" << error.httpStatus;
                    });
        });
}

} // namespace bobbin
