#include "ui/plainwords.h"

#include <QLabel>

namespace bobbin {

using namespace Qt::StringLiterals;

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return u"<qt>"_s + text.toHtmlEscaped().replace(u'\n', "<br>"_L1) + u"</qt>"_s;
}

void setPlainWords(QMessageBox &box, const QString &text, const QString &informative)
{
    if (!informative.isEmpty())
        box.setInformativeText(u" "_s); // makes the label, which shall not read markup even once
    const auto labels = box.findChildren<QLabel *>();
    for (QLabel *label : labels)
        label->setTextFormat(Qt::PlainText);
    box.setText(text);
    box.setInformativeText(informative);
}

QMessageBox::StandardButton showPlainBox(QMessageBox::Icon icon, QWidget *parent, const QString &title,
                                         const QString &text, QMessageBox::StandardButtons buttons,
                                         QMessageBox::StandardButton usual)
{
    QMessageBox box(icon, title, {}, buttons, parent);
    setPlainWords(box, text);
    box.setDefaultButton(usual);
    return QMessageBox::StandardButton(box.exec());
}

} // namespace bobbin
