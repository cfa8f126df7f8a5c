#include "core/place.h"

#include <algorithm>

namespace bobbin {

Place Place::inFolder(const FolderId &folder) { return {.kind = Kind::Folder, .folder = folder}; }

Place Place::outsideFolders() { return {.kind = Kind::NoFolder}; }

Place Place::under(const QString &tag) { return {.kind = Kind::Tag, .tag = tag}; }

bool Place::holds(const FolderId &itsFolder, const QStringList &itsTags) const
{
    switch (kind) {
    case Kind::Everywhere:
        return true;
    case Kind::Folder:
        return itsFolder == folder;
    case Kind::NoFolder:
        return itsFolder.isNull();
    case Kind::Tag:
        return hasTag(itsTags, tag);
    }
    Q_UNREACHABLE();
}

QString cleanTag(const QString &text)
{
    QString tag = text;
    for (QChar &c : tag) {
        if (!c.isPrint() && !c.isSurrogate())
            c = u' ';
    }
    tag = tag.normalized(QString::NormalizationForm_C).simplified();
    while (tag.startsWith(u'#'))
        tag = tag.sliced(1).trimmed();
    return tag;
}

QString foldedTag(const QString &tag) { return tag.toCaseFolded(); }

bool hasTag(const QStringList &tags, const QString &tag)
{
    const QString folded = foldedTag(tag);
    return std::any_of(tags.begin(), tags.end(),
                       [&](const QString &other) { return foldedTag(other) == folded; });
}

QStringList sortedTags(const QStringList &tags)
{
    QStringList sorted;
    for (const QString &text : tags) {
        const QString tag = cleanTag(text);
        if (!tag.isEmpty() && !hasTag(sorted, tag))
            sorted.append(tag);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const QString &a, const QString &b) { return foldedTag(a) < foldedTag(b); });
    return sorted;
}

} // namespace bobbin
