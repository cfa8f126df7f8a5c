#pragma once

#include "core/usage.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QTreeWidget;

namespace bobbin {

class ChatSession;
class Library;
class ServiceRegistry;
class UsageChart;

/// What was used, and what it cost as far as prices are known: by month as a chart, by month, service and
/// model as a table.
class UsageDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `library` and `services` must live longer than the dialog. Of `session`, which may be null, the sum is
    /// shown too.
    UsageDialog(Library &library, ServiceRegistry &services, ChatSession *session, QWidget *parent = nullptr);

private:
    void show(const QList<UsageOfMonth> &months);
    void fillChart();
    void fillTable();

    ServiceRegistry &m_services;
    QList<UsageOfMonth> m_months;
    QComboBox *m_figure;
    UsageChart *m_chart;
    QTreeWidget *m_table;
    QLabel *m_conversation;
    QLabel *m_total;
};

} // namespace bobbin
