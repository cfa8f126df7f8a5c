#include "faultdocument.h"

#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostShown = 60; // characters of a text that is only told about

QString apiName(ApiKind kind)
{
    switch (kind) {
    case ApiKind::ChatCompletions:
        return u"Chat Completions"_s;
    case ApiKind::Responses:
        return u"Responses"_s;
    case ApiKind::Assistants:
        return u"Assistants"_s;
    }
    Q_UNREACHABLE();
}

QString actionName(Notice::Action action)
{
    switch (action) {
    case Notice::Action::Retry:
        return u"Retry"_s;
    case Notice::Action::RetryNow:
        return u"Try now"_s;
    case Notice::Action::Continue:
        return u"Continue"_s;
    case Notice::Action::Stop:
        return u"Stop trying"_s;
    case Notice::Action::OpenServices:
    case Notice::Action::OpenNetwork:
        return u"Open settings"_s;
    case Notice::Action::ChooseModel:
        return u"Choose a model"_s;
    case Notice::Action::SaveReply:
        return u"Save the reply as…"_s;
    case Notice::Action::ShowCertificate:
        return u"Look at the certificate"_s;
    case Notice::Action::Dismiss:
        return u"Dismiss"_s;
    }
    Q_UNREACHABLE();
}

// In a cell of a table: one line, no marks of its own, ports without their number.
QString cell(QString text)
{
    static const QRegularExpression port(u"127\\.0\\.0\\.1:[0-9]{4,}"_s);
    text.replace(port, u"127.0.0.1:PORT"_s);
    QString plain;
    for (const QChar c : std::as_const(text))
        plain +=
            c.category() == QChar::Other_Format || c.category() == QChar::Other_Control ? QChar(u'·') : c;
    for (const auto mark : {u'\\', u'|', u'<', u'>', u'[', u'*', u'_'})
        plain.replace(mark, QString(u'\\') + mark);
    return plain.simplified();
}

QString quoted(const QString &text)
{
    if (text.isEmpty())
        return {};
    if (text.size() > mostShown)
        return u"%L1 characters"_s.arg(text.size());
    return u'“' + cell(text) + u'”';
}

QString stateName(ReplyState state)
{
    return state == ReplyState::Complete ? u"Complete"_s : displayName(state);
}

QString finishName(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Length:
        return u", cut by the limit of tokens"_s;
    case FinishReason::ContentFilter:
        return u", cut by a filter"_s;
    case FinishReason::ToolCalls:
        return u", wants a tool"_s;
    case FinishReason::Other:
        return u", for a reason of the service's own"_s;
    default:
        return {};
    }
}

QString seen(const FaultOutcome &outcome)
{
    QStringList parts {
        u"**%1%2.**"_s.arg(stateName(outcome.reply.state), finishName(outcome.reply.finishReason))};
    for (const QString &countdown : outcome.countdowns)
        parts << u"*%1*"_s.arg(cell(countdown));
    if (!outcome.notice.text.isEmpty())
        parts << cell(outcome.notice.text);
    for (const Notice::Action action : outcome.notice.actions)
        parts << u"`%1`"_s.arg(actionName(action));
    if (!outcome.reply.notices.isEmpty())
        parts << u"A line above the reply says what was done about the server thread."_s;
    return parts.join(u' ');
}

QString kept(const FaultOutcome &outcome)
{
    QStringList parts {u"the question"_s};
    if (!outcome.reply.content.isEmpty())
        parts << quoted(outcome.reply.content);
    if (!outcome.reply.reasoning.isEmpty())
        parts << u"the thinking"_s;
    return parts.join(u", "_s);
}

// "POST /x (3×)" in place of three times the same. How often something is looked at in a given time is
// another number each time.
QString requests(const FaultOutcome &outcome)
{
    QStringList parts;
    for (qsizetype i = 0; i < outcome.requests.size();) {
        qsizetype end = i;
        while (end < outcome.requests.size() && outcome.requests.at(end) == outcome.requests.at(i))
            ++end;
        QString part = u'`' + outcome.requests.at(i) + u'`';
        constexpr qsizetype Few = 4;
        if (end - i > Few && part.startsWith(u"`GET"_s))
            part += u" (again and again)"_s;
        else if (end - i > 1)
            part += u" (%1×)"_s.arg(end - i);
        parts << part;
        i = end;
    }
    return parts.isEmpty() ? u"none"_s : parts.join(u", "_s);
}

} // namespace

void FaultDocument::add(ApiKind kind, const Fault &fault, const FaultOutcome &outcome)
{
    m_rows[kind] << u"| %1 | %2 | %3 | %4 | holds |"_s.arg(cell(QString::fromUtf8(fault.name)), seen(outcome),
                                                           kept(outcome), requests(outcome));
}

QString FaultDocument::text() const
{
    QString result = uR"(# When servers misbehave

What Bobbin does when a service, or the way to it, behaves badly. Every row is played by a test
(`tests/tst_faults.cpp`) to a real conversation with a real database over real sockets, and this document is
what the test saw: it fails when one of them changes. The service is called “Test service”, and the user asks
“Question”.

In every row, and tested in every row:

- the user's message is kept;
- what came of the reply is kept, and its state says that it is not whole;
- there is one message that says what to do, with buttons for it, or none where nothing is to be done;
- a second completion is asked for only where the service had refused the first, or had answered it without the
  conversation that it was to go on. The user of these turns does not wait for a countdown, but presses *Try now*;
- the window's thread goes back to its event loop within a fraction of a second of processor time, and memory
  stays bounded while 100 MB are sent;
- the key of the service is in no message, no log and no file.

The conversation is ready for the next message afterwards. Requests by which Bobbin cleans up behind itself, a server
thread that is deleted or a run that is cancelled, are not listed.
)"_s;
    for (auto it = m_rows.begin(); it != m_rows.end(); ++it) {
        result += u"\n## %1\n\n| behaviour | what the user sees | kept | requests | verdict |\n"
                  "| --- | --- | --- | --- | --- |\n"_s.arg(apiName(it.key()));
        result += it.value().join(u'\n') + u'\n';
    }
    return result;
}

} // namespace bobbin
