#include "ui/nextpaint.h"

#include <QApplication>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTextBrowser>

#include <cstdio>

using namespace Qt::StringLiterals;

/// What any chat program in Qt Widgets begins with: a list, a place to read, a place to write. How long this
/// takes to come up, and what memory it takes, is the floor for Bobbin.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QSplitter window;
    auto *conversation = new QSplitter(Qt::Vertical);
    auto *list = new QListWidget;
    list->addItem(u"A conversation"_s);
    conversation->addWidget(new QTextBrowser);
    conversation->addWidget(new QPlainTextEdit);
    window.addWidget(list);
    window.addWidget(conversation);
    window.resize(1200, 800);
    bobbin::afterNextPaint(&window, [] { std::fputs("interactive\n", stderr); });
    window.show();
    return QApplication::exec();
}
