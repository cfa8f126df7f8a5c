#pragma once

#include <QByteArray>
#include <QLocale>
#include <QString>

namespace bobbin {

/// The language whose alphabet titles are ordered by: that of the user's locale.
[[nodiscard]] QLocale::Language titleLanguage();

/// What a title is ordered by: keys compare byte by byte as the titles do in `language`, so that a database
/// can keep them and go through them page by page.
///
/// Upper and lower case are one, and so are accents that do not make a letter of its own in that language
/// ("é" in French, but not "ä" in Swedish); numbers go by their value; what is neither letter nor digit only
/// parts words. Can be called from any thread.
[[nodiscard]] QByteArray titleKey(const QString &title, QLocale::Language language = titleLanguage());

} // namespace bobbin
