#pragma once

#include "session/modelchoice.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace bobbin {

/// Chooses one or several models of any service, from their lists or by name.
class ModelsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `services` must live longer than the dialog. A name that is in no list is taken for a model of
    /// `usual`.
    ModelsDialog(ServiceRegistry &services, const ServiceId &usual, QWidget *parent = nullptr);

    /// Those that are ticked, in the order of the list; where none is, the one that the keyboard is on.
    [[nodiscard]] QList<ModelChoice> chosen() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const ServiceId &usual);
    QListWidgetItem *addModel(const Service &service, const QString &model);
    void filter(const QString &text);
    void update();
    [[nodiscard]] QList<QListWidgetItem *> items() const;

    ServiceRegistry &m_services;
    QLineEdit *m_field;
    QListWidget *m_list;
    QListWidgetItem *m_typed = nullptr; // what is in the field, if no list has it
    QPushButton *m_ask;
};

} // namespace bobbin
