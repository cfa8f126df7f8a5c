#pragma once

#include "core/ids.h"

#include <QObject>

class QProgressDialog;
class QWidget;

namespace bobbin {

class Clock;
class HistoryTransfer;
enum class ExportFormat;

/// Asks where to export to or what to import, and shows how far it is.
class TransferDialogs final : public QObject
{
    Q_OBJECT
public:
    /// `clock` must live longer than this.
    TransferDialogs(const QString &database, const Clock &clock, QWidget *window);
    ~TransferDialogs() override;

    void exportHistory();
    /// `title` gives the file its proposed name.
    void exportConversations(const QList<ConversationId> &ids, const QString &title);
    void importFile();

Q_SIGNALS:
    void imported();
    /// What was done, in the user's language.
    void succeeded(const QString &message);

private:
    void exportTo(const QString &proposedName, const QList<ConversationId> &conversations);
    HistoryTransfer *begin(const QString &label);

    const QString m_database;
    const Clock &m_clock;
    QWidget *m_window;
};

} // namespace bobbin
