#include "fuzzinput.h"
#include "fuzztargets.h"

#include "answerrun.h"
#include "assistantsparser.h"
#include "jsonexchange.h"
#include "jsonvalues.h"

namespace bobbin::fuzz {
namespace {

// Servers that do not stream are asked for the run and for the messages.
void readPolled(QByteArrayView bytes)
{
    const QJsonDocument document = parseJson(bytes.toByteArray());
    AssistantsParser parser;
    (void)parser.takeRun(document.object());
    QList<QJsonObject> entries;
    const QJsonArray list = listIn(document).value_or(QJsonArray());
    for (const QJsonValue &entry : list)
        entries.append(entry.toObject());
    CompletionDelta delta;
    parser.takeMessages(entries, delta);
    parser.finish(delta);
    (void)parser.isRunActive();
}

} // namespace

void assistants(QByteArrayView bytes)
{
    AssistantsParser parser;
    readAnswer(parser, bytes);
    readPolled(bytes);
}

} // namespace bobbin::fuzz
