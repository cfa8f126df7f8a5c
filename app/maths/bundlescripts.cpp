// Puts a CommonJS script and everything that it requires into one file, for an engine that has no modules:
//     bundle_scripts <node_modules> <script> <output>
//
// The file is one expression, whose value is what the script exports. Understands require("…") with a literal
// path that names a file: relative to the script, or to node_modules.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTextStream>

namespace {

using namespace Qt::StringLiterals;

// Qt 6.4's engine does not know globalThis.
constexpr auto Prologue = R"((function () {
var globalThis = this;
var loaded = {};
function load(id) {
    if (!loaded[id]) {
        loaded[id] = {exports: {}};
        scripts[id](loaded[id], loaded[id].exports);
    }
    return loaded[id].exports;
}
var scripts = {
)"_L1;
constexpr auto Epilogue = R"(};
return load(0);
}).call(this)
)"_L1;

class Bundler
{
public:
    explicit Bundler(const QString &packages) : m_packages(packages) { }

    bool add(const QString &path)
    {
        const QString id = QString::number(m_ids.size());
        m_ids.insert(path, id);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            QTextStream(stderr) << path << ": " << file.errorString() << Qt::endl;
            return false;
        }
        QString source = QString::fromUtf8(file.readAll());
        static const QRegularExpression require(uR"re(\brequire\("([^"]+)"\))re"_s);
        static const QRegularExpression mapping(u"\n//# sourceMappingURL=[^\n]*"_s);
        QString result;
        qsizetype end = 0;
        for (auto it = require.globalMatch(source); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const QString wanted = match.captured(1);
            const QDir folder = wanted.startsWith(u'.') ? QFileInfo(path).dir() : m_packages;
            const QString other = QDir::cleanPath(folder.absoluteFilePath(wanted));
            if (!m_ids.contains(other) && !add(other))
                return false;
            result += source.mid(end, match.capturedStart() - end) + u"load("_s + m_ids.value(other) + u')';
            end = match.capturedEnd();
        }
        result += source.mid(end);
        result.remove(mapping);
        m_scripts += id + u": function (module, exports) {\n"_s + result + u"\n},\n"_s;
        return true;
    }

    [[nodiscard]] QByteArray result() const { return (Prologue + m_scripts + Epilogue).toUtf8(); }

private:
    const QDir m_packages;
    QHash<QString, QString> m_ids; // by absolute path
    QString m_scripts;
};

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 4)
        return 2;
    Bundler bundler(QFile::decodeName(argv[1]));
    if (!bundler.add(QFileInfo(QFile::decodeName(argv[2])).absoluteFilePath()))
        return 1;
    QSaveFile output(QFile::decodeName(argv[3]));
    const QByteArray bundle = bundler.result();
    if (!output.open(QIODevice::WriteOnly) || output.write(bundle) != bundle.size() || !output.commit()) {
        QTextStream(stderr) << output.fileName() << ": " << output.errorString() << Qt::endl;
        return 1;
    }
    return 0;
}
