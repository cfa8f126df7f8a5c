#include "historygenerator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

using namespace bobbin;
using namespace Qt::StringLiterals;

/// Makes a large history to try the program with, or to measure it.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    HistorySize size;
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Writes a large invented history into a new data folder."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"folder"_s, u"The data folder, for bobbin --data-dir."_s);
    const auto number = [&](const QString &name, const QString &description, qint64 usual) {
        return QCommandLineOption(name, description, u"number"_s, QString::number(usual));
    };
    const auto conversations = number(u"conversations"_s, u"How many conversations."_s, size.conversations);
    const auto messages = number(u"messages"_s, u"How many messages in all."_s, size.messages);
    const auto meanLength = number(u"mean-length"_s, u"Of a message, in bytes."_s, size.meanLength);
    const auto seed = number(u"seed"_s, u"The same seed gives the same history."_s, qint64(size.seed));
    parser.addOptions({conversations, messages, meanLength, seed});
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    size.conversations = parser.value(conversations).toLongLong();
    size.messages = parser.value(messages).toLongLong();
    size.meanLength = parser.value(meanLength).toInt();
    size.seed = parser.value(seed).toULongLong();
    QTextStream errors(stderr);
    const auto generated = generateHistory(parser.positionalArguments().constFirst(), size,
                                           [&](const QString &done) { errors << done << Qt::endl; });
    if (generated)
        return 0;
    errors << generated.error() << Qt::endl;
    return 1;
}
