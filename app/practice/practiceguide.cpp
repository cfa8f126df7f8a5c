#include "practiceguide.h"

#include "conversationmemory.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int minScore = 2; // below it a question is not answered by a topic

// A topic file begins with a line "<!-- keywords: a, b c -->", then its heading.
PracticeGuide::Topic parseTopic(const QString &file)
{
    static const QRegularExpression keywordLine(u"^<!-- keywords: (.*) -->\\n"_s);
    static const QRegularExpression heading(u"^#+ (.*)$"_s, QRegularExpression::MultilineOption);
    PracticeGuide::Topic topic;
    const auto match = keywordLine.match(file);
    Q_ASSERT(match.hasMatch());
    const QStringList keywords = match.captured(1).split(u',');
    for (const QString &keyword : keywords)
        topic.keywords << keyword.trimmed();
    topic.text = file.sliced(match.capturedLength()).trimmed();
    topic.title = heading.match(topic.text).captured(1);
    return topic;
}

// Lower-case words with a plural's or a verb's ending taken off, each with a space around: " how do i search
// ".
QString normalized(const QString &text)
{
    static const QRegularExpression separators(u"[^\\p{L}\\p{N}+]+"_s);
    QString result = u" "_s;
    const QStringList words = text.toLower().split(separators, Qt::SkipEmptyParts);
    for (const QString &word : words) {
        QString stem = word;
        for (const auto ending : {"ing"_L1, "es"_L1, "s"_L1}) {
            if (stem.size() > ending.size() + 3 && stem.endsWith(ending)) {
                stem.chop(ending.size());
                break;
            }
        }
        if (stem.size() > 3 && stem.endsWith(u'e'))
            stem.chop(1); // so that "archive" and "archiving" meet
        result += stem % u' ';
    }
    return result;
}

// Longer phrases say more.
int score(const PracticeGuide::Topic &topic, const QString &question)
{
    int result = 0;
    for (const QString &keyword : topic.keywords) {
        const QString phrase = normalized(keyword);
        if (question.contains(phrase))
            result += 2 * static_cast<int>(phrase.count(u' ') - 1);
    }
    if (question.contains(normalized(topic.title)))
        result += 4;
    return result;
}

std::optional<QString> answerToGreeting(const QString &question)
{
    static const QRegularExpression greeting(
        u"^\\W*(hi|hello|hey|hallo|good (morning|afternoon|evening)|greetings)\\b[^?]{0,20}$"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression thanks(u"^\\W*(thanks|thank you|thx|great|cool)\\b[^?]{0,20}$"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression farewell(u"^\\W*(bye|goodbye|see you)\\b[^?]{0,20}$"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    if (greeting.match(question).hasMatch()) {
        return u"Hello! I am Bobbin’s practice service. Ask me how something works here, for example "
               "*How do I search?* or *What are the shortcuts?*"_s;
    }
    if (thanks.match(question).hasMatch())
        return u"You are welcome."_s;
    if (farewell.match(question).hasMatch())
        return u"Goodbye. This conversation stays in the list until you delete it."_s;
    return {};
}

} // namespace

PracticeGuide::PracticeGuide()
{
    const QDir folder(u":/practice/guide"_s);
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    Q_ASSERT(!names.isEmpty());
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            m_topics << parseTopic(QString::fromUtf8(file.readAll()));
    }
}

QString PracticeGuide::answer(const QList<ChatMessage> &messages) const
{
    const ConversationMemory memory(messages);
    if (const std::optional<QString> title = memory.titleIfAsked())
        return *title;
    if (const std::optional<QString> summary = memory.summaryIfAsked())
        return *summary;
    const QString question = memory.question();
    if (question.trimmed().isEmpty())
        return u"There was nothing in your message. "_s % listOfTopics();
    if (const std::optional<QString> greeting = answerToGreeting(question))
        return *greeting;
    if (const std::optional<QString> recollection = memory.recollection())
        return *recollection;
    return answerFromTopics(question);
}

QString PracticeGuide::answerFromTopics(const QString &question) const
{
    const QString words = normalized(question);
    QList<std::pair<int, const Topic *>> scored;
    for (const Topic &topic : m_topics) {
        if (const int points = score(topic, words); points >= minScore)
            scored.append({points, &topic});
    }
    if (scored.isEmpty()) {
        return u"I do not know that: I am not a language model, only a guide to Bobbin that lets you try it "
               "without a key. Add a service in the settings for real answers. "_s
            % listOfTopics();
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QString answer = scored.first().second->text;
    if (scored.size() > 1)
        answer += u"\n\nSee also: *%1*."_s.arg(scored.at(1).second->title);
    return answer;
}

QString PracticeGuide::listOfTopics() const
{
    QString list = u"Ask me about one of these:\n"_s;
    for (const Topic &topic : m_topics)
        list += u"\n- "_s % topic.title;
    return list;
}

} // namespace bobbin
