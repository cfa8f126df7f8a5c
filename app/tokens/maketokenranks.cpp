#include <QFile>
#include <QJsonDocument>
#include <QTextStream>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace {

// In: "! 0 IQ== Ig== …", the tokens in base64 in the order of their ranks, the first of which is 0. Out: what
// RankTable reads. Empty if it is anything else.
QByteArray ranksFrom(const QString &text)
{
    QByteArray lengths;
    QByteArray tokens;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 3 || words[0] != "!"_L1 || words[1] != "0"_L1)
        return {};
    for (const QString &word : words.sliced(2)) {
        const auto token =
            QByteArray::fromBase64Encoding(word.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!token || token.decoded.isEmpty() || token.decoded.size() > 0xFF)
            return {};
        lengths += char(token.decoded.size());
        tokens += token.decoded;
    }
    const quint32 count = qToLittleEndian(quint32(lengths.size()));
    return QByteArray(reinterpret_cast<const char *>(&count), sizeof count) + lengths + tokens;
}

} // namespace

/// Makes what the program carries of an encoding: make_token_ranks ENCODING.json RANKS
int main(int argc, char *argv[])
{
    QTextStream log(stderr);
    if (argc != 3) {
        log << "make_token_ranks ENCODING.json RANKS\n";
        return 2;
    }
    QFile source(QFile::decodeName(argv[1]));
    if (!source.open(QIODevice::ReadOnly)) {
        log << source.fileName() << ": " << source.errorString() << '\n';
        return 1;
    }
    const QJsonDocument document = QJsonDocument::fromJson(source.readAll());
    const QByteArray ranks = ranksFrom(document[u"bpe_ranks"].toString());
    if (ranks.isEmpty()) {
        log << source.fileName() << " is not an encoding as the npm package tiktoken has them\n";
        return 1;
    }
    QFile target(QFile::decodeName(argv[2]));
    if (!target.open(QIODevice::WriteOnly) || target.write(ranks) != ranks.size() || !target.flush()) {
        log << target.fileName() << ": " << target.errorString() << '\n';
        return 1;
    }
    return 0;
}
