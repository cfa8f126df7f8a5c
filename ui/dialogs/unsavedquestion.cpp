#include "ui/unsavedquestion.h"

#include "ui/plainwords.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QWidget>

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::UnsavedQuestion)
};

} // namespace

void askAboutUnsaved(const UnsavedQuestion &question, QWidget *parent)
{
    QMessageBox::StandardButtons buttons = QMessageBox::Discard | QMessageBox::Cancel;
    if (question.save)
        buttons |= QMessageBox::Save;
    auto *box = new QMessageBox(QMessageBox::Question, Tr::tr("Not saved yet"), {}, buttons, parent);
    setPlainWords(*box, question.text);
    box->setObjectName(u"unsavedQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(question.save ? QMessageBox::Save : QMessageBox::Cancel);
    box->button(QMessageBox::Cancel)->setText(Tr::tr("Keep editing"));
    QObject::connect(box, &QMessageBox::finished, parent, [question](int answer) {
        if (answer == QMessageBox::Discard)
            question.discard();
        else if (answer == QMessageBox::Save)
            question.save();
    });
    box->open();
}

void Leaving::ask(const UnsavedQuestion &question, QWidget *page, const std::function<void()> &go)
{
    if (!page->isEnabled()) {
        m_go = go;
        return;
    }
    const auto discard = [discard = question.discard, go] {
        discard();
        go();
    };
    const auto saveFirst = [this, save = question.save, go] {
        m_go = go;
        save();
    };
    askAboutUnsaved({.text = question.text, .discard = discard, .save = saveFirst}, page);
}

void Leaving::takeSaved()
{
    if (const auto go = std::exchange(m_go, {}))
        go();
}

} // namespace bobbin
