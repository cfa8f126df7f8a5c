#include "conversationmemory.h"

#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype maxQuote = 300; // characters
constexpr qsizetype maxTitleWords = 6;
constexpr qsizetype maxSummaryWords = 130; // beside the words around the extract
constexpr qsizetype maxSentenceWords = 25;

QRegularExpression caseless(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

QString quote(const QString &text)
{
    const QString line = text.simplified();
    return u"\n\n> "_s % (line.size() > maxQuote ? line.left(maxQuote) + u'…' : line);
}

bool asksForTitle(const QString &text)
{
    static const QRegularExpression request =
        caseless(u"\\b(generate|write|give|suggest|create|make|reply|respond|answer|name)\\b.*\\btitle\\b"_s);
    static const QRegularExpression brevity =
        caseless(u"\\b(\\d|two|three|four|five|six|seven|eight|short|few|brief|concise)\\b"_s);
    static const QRegularExpression question = caseless(u"^\\W*(how|what|where|can|could|why)\\b"_s);
    return request.match(text).hasMatch() && brevity.match(text).hasMatch()
        && !question.match(text).hasMatch();
}

QString titleOf(const QString &text)
{
    static const QRegularExpression separators(u"[\\s\\p{Ps}\\p{Pe}\"“”.,;:!?#*`]+"_s);
    QStringList words = text.left(maxQuote).split(separators, Qt::SkipEmptyParts);
    if (words.isEmpty())
        return u"A new conversation"_s;
    if (words.size() < 3)
        words << u"in"_s << u"practice"_s;
    QString title = words.mid(0, maxTitleWords).join(u' ');
    title.front() = title.front().toUpper();
    return title;
}

bool asksForSummary(const QString &text)
{
    static const QRegularExpression request =
        caseless(u"\\b(summari[sz]e|(write|give|make|create|provide)\\b.{0,40}\\bsummary)\\b.{0,80}"
                 "\\b(conversation|chat|dialog(ue)?|discussion|messages|above|below|so far)\\b"_s);
    static const QRegularExpression question = caseless(u"^\\W*(how|what|where|why|does|can bobbin)\\b"_s);
    const QString wish = text.left(maxQuote);
    return request.match(wish).hasMatch() && !question.match(wish).hasMatch();
}

QString firstSentence(const QString &text)
{
    static const QRegularExpression end(u"[.!?。！？…]+(?=\\s|$)|\\n"_s);
    const QString trimmed = text.trimmed();
    const auto match = end.match(trimmed);
    const QString sentence =
        match.hasMatch() ? trimmed.first(match.capturedEnd()).simplified() : trimmed.simplified();
    const QStringList words = sentence.split(u' ');
    return words.size() > maxSentenceWords ? words.first(maxSentenceWords).join(u' ') % u'…' : sentence;
}

} // namespace

ConversationMemory::ConversationMemory(const QList<ChatMessage> &messages) : m_messageCount(messages.size())
{
    for (const ChatMessage &message : messages) {
        if (message.role == Role::User)
            m_userTexts << message.content;
        else if (message.role == Role::System)
            m_instructions += message.content % u'\n';
    }
}

std::optional<QString> ConversationMemory::recollection() const
{
    static const QRegularExpression first = caseless(
        u"\\b(what did i (say|ask|write|tell you) first|(what was|repeat) my first (message|question)"
        "|what did i start with)\\b"_s);
    static const QRegularExpression previous =
        caseless(u"\\b(what did i (just )?(say|ask|write|tell you)( you)?( before| last| just now)?\\W*$"
                 "|(what was|repeat) my (last|previous) (message|question))"_s);
    static const QRegularExpression name =
        caseless(u"\\b(what('s| is) my name|who am i|do you know my name|remember my name)\\b"_s);
    static const QRegularExpression count = caseless(u"\\bhow many messages\\b"_s);

    const QString text = question();
    const bool isFirst = m_userTexts.size() < 2;
    if (first.match(text).hasMatch() || previous.match(text).hasMatch()) {
        if (isFirst)
            return u"Nothing yet: this is the first message of the conversation that I was sent."_s;
        const bool wantsFirst = first.match(text).hasMatch();
        return (wantsFirst ? u"The first thing you said in this conversation was:"_s
                           : u"Before this you said:"_s)
            % quote(wantsFirst ? m_userTexts.first() : m_userTexts.at(m_userTexts.size() - 2));
    }
    if (name.match(text).hasMatch()) {
        const QString known = userName();
        if (known.isEmpty())
            return u"You have not told me in this conversation. Say *My name is …* and ask again."_s;
        return u"Your name is **%1**. You said so earlier in this conversation, and Bobbin sends me the "
               u"earlier "
               "messages with every new one."_s.arg(known);
    }
    if (count.match(text).hasMatch()) {
        return u"I was sent %1 message(s), this one included. A service sees only what is sent: Bobbin keeps "
               u"the "
               "whole history here on your computer."_s.arg(m_messageCount);
    }
    return {};
}

// The name that the user gave last, or that a summary of the conversation tells.
QString ConversationMemory::userName() const
{
    static const QRegularExpression introduction(
        u"\\b(?:[Mm]y name is|[Cc]all me|I am called|I'm called|I am|I'm|I’m|[Tt]he user[’']s "
        "name is)\\s+"
        "(\\p{Lu}[\\p{L}'’-]*(?:\\s+\\p{Lu}[\\p{L}'’-]*)?)"_s);
    for (auto it = m_userTexts.rbegin(); it != m_userTexts.rend(); ++it) {
        if (const auto match = introduction.match(*it); match.hasMatch())
            return match.captured(1);
    }
    const auto match = introduction.match(m_instructions);
    return match.hasMatch() ? match.captured(1) : QString();
}

std::optional<QString> ConversationMemory::titleIfAsked() const
{
    if (asksForTitle(question())) {
        if (m_userTexts.size() > 1)
            return titleOf(m_userTexts.first());
        // The conversation stands in the request itself, behind the wish.
        const QString text = question();
        const qsizetype wishEnd = text.indexOf(QRegularExpression(u"[:\\n]"_s));
        return titleOf(wishEnd < 0 ? QString() : text.sliced(wishEnd + 1));
    }
    if (asksForTitle(m_instructions))
        return titleOf(m_userTexts.value(0));
    return {};
}

std::optional<QString> ConversationMemory::summaryIfAsked() const
{
    if (!asksForSummary(question()))
        return {};
    const QStringList texts = textsToSummarize();
    if (texts.isEmpty())
        return u"There is nothing to summarize: I was sent no earlier message by the user."_s;
    QString summary = u"This is an extract, not a summary by a language model: the first sentence of each "
                      "message by the user, oldest first.\n"_s;
    if (const QString name = userName(); !name.isEmpty())
        summary += u"\nThe user’s name is %1.\n"_s.arg(name);
    qsizetype words = 0;
    qsizetype count = 0;
    for (const QString &text : texts) {
        const QString sentence = firstSentence(text);
        words += sentence.count(u' ') + 1;
        if (words > maxSummaryWords)
            break;
        summary += u"\n- "_s % sentence;
        ++count;
    }
    if (count < texts.size())
        summary += u"\n\n%1 later message(s) are left out."_s.arg(texts.size() - count);
    return summary;
}

// What the user said before the wish; or, if the conversation stands in the wish itself, what is marked there
// as the user's.
QStringList ConversationMemory::textsToSummarize() const
{
    static const QRegularExpression line(u"^\\W{0,4}(?:user|you|human)\\W{1,4}(.+)$"_s,
                                         QRegularExpression::CaseInsensitiveOption
                                             | QRegularExpression::MultilineOption);
    if (m_userTexts.size() > 1)
        return m_userTexts.first(m_userTexts.size() - 1);
    QStringList texts;
    auto matches = line.globalMatch(question());
    while (matches.hasNext())
        texts << matches.next().captured(1);
    return texts;
}

} // namespace bobbin
