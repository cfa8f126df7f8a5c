#pragma once

#include <QString>
#include <QUrl>

namespace bobbin {

/// Where a link in a text of others leads, in words that cannot pretend to be something else.
struct LinkTarget {
    enum class Kind {
        Web, ///< http or https, with a host
        Mail,
        Other, ///< is shown and copied, never opened
    };

    Kind kind = Kind::Other;
    QUrl url;
    QString host; ///< As the network reads it: lower case, without letters that look like others; of Mail the
                  ///< part behind the @.
    QString shown; ///< The address to be read by people: the host in front where the address hides it.

    [[nodiscard]] bool isOpenable() const { return kind != Kind::Other; }
    [[nodiscard]] static LinkTarget of(const QString &address);
};

/// Whether `host`, that of the web address that was written or typed, stands at its beginning as the network
/// reads it, where one looks for it; elsewhere in an address anything can stand.
[[nodiscard]] bool beginsWithHost(const QString &address, const QString &host);

/// Whether a text that is given to other programs keeps a link to `address`: one that Bobbin follows itself.
/// Of all others only the words are left.
[[nodiscard]] bool isLinkToKeep(const QString &address);

/// Whether a link that shows `text` pretends to lead to another host than it does: a word of it names one, as
/// "https://bank.com/a", "(bank.com)" and "me@bank.com" do, and names of files such as "main.cpp" do not.
[[nodiscard]] bool isMisleading(const QString &text, const LinkTarget &target);

} // namespace bobbin
