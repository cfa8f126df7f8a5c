#include "session/modelchoice.h"

#include "session/serviceregistry.h"

#include <QRegularExpression>

namespace bobbin {

using namespace Qt::StringLiterals;

QStringList modelsOf(const ServiceRegistry &services, const Service &service, const QString &used)
{
    QStringList models = services.models(service.id);
    for (const QString &own : {service.defaultModel, used}) {
        if (!own.isEmpty() && !models.contains(own))
            models.prepend(own);
    }
    return models;
}

QString chooseModel(const QStringList &models)
{
    static const QStringList known {u"gpt-4o-mini"_s, u"gpt-4.1-mini"_s, u"gpt-4o"_s, u"practice-guide"_s};
    for (const QString &model : known) {
        if (models.contains(model))
            return model;
    }
    static const QRegularExpression other(
        u"embed|whisper|tts|dall-e|image|moderation|audio|realtime|transcribe|rerank|davinci|babbage|sora|vision-encoder"_s,
        QRegularExpression::CaseInsensitiveOption);
    for (const QString &model : models) {
        if (!other.match(model).hasMatch())
            return model;
    }
    return {};
}

} // namespace bobbin
