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

/// The host that `text` names if it looks like an address, such as "https://example.com/a" or "example.com";
/// empty if it is other words.
[[nodiscard]] QString hostNamedBy(const QString &text);

/// Whether a link that shows `text` pretends to lead to another host than it does.
[[nodiscard]] bool isMisleading(const QString &text, const LinkTarget &target);

} // namespace bobbin
