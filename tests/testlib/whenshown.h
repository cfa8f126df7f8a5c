#pragma once

#include <QApplication>
#include <QLineEdit>
#include <QTimer>
#include <QWidget>

namespace bobbin {

/// Takes `step` as soon as a modal dialog of this name is on the screen, unless `context` is gone by then:
/// the answer of a user to a dialog that the test cannot go on without.
template<typename Step>
void whenShown(QObject *context, const QString &dialog, Step step)
{
    constexpr int BetweenLooks = 10; // milliseconds
    auto *timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, [timer, dialog, step] {
        QWidget *shown = QApplication::activeModalWidget();
        if (!shown || shown->objectName() != dialog)
            return;
        timer->deleteLater();
        timer->stop();
        step(shown);
    });
    timer->start(BetweenLooks);
}

/// Answers the next file dialog with `path`.
inline void answerFileDialog(QObject *context, const QString &path)
{
    whenShown(context, QStringLiteral("QFileDialog"), [path](QWidget *dialog) {
        dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
    });
}

} // namespace bobbin
