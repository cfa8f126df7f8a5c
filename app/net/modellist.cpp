#include "net/modellist.h"

#include "httptransport.h"
#include "jsonexchange.h"
#include "listedmodels.h"

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

class HttpModelListReply final : public ModelListReply
{
    Q_OBJECT
public:
    HttpModelListReply(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
        : ModelListReply(parent), m_transport(network, endpoint),
          m_exchange(new JsonExchange(m_transport, ApiCall::get(u"/models"_s), this))
    {
        connect(m_exchange, &JsonExchange::ended, this, &HttpModelListReply::takeEnd);
    }

    QList<ListedModel> models() const override { return m_models; }

private:
    void takeEnd()
    {
        const std::optional<QJsonArray> list = listIn(m_exchange->document());
        if (m_exchange->error()) {
            fail(*m_exchange->error());
        } else if (!list) {
            fail(m_exchange->unexpected(u"not_a_list"_s));
        } else {
            m_models = modelsIn(*list);
            QStringList names;
            names.reserve(m_models.size());
            for (const ListedModel &model : std::as_const(m_models))
                names << model.name;
            Q_EMIT finished(names);
        }
    }

    void fail(CompletionError error)
    {
        if (error.httpStatus == 404 && error.kind == Kind::Rejected)
            error.kind = Kind::RouteMissing; // nothing but the route can be missing here
        Q_EMIT failed(error);
    }

    HttpTransport m_transport;
    JsonExchange *const m_exchange; // owned as a child
    QList<ListedModel> m_models;
};

} // namespace

ModelListReply *listModels(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent)
{
    return new HttpModelListReply(network, endpoint, parent);
}

} // namespace bobbin

#include "modellist.moc"
