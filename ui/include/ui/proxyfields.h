#pragma once

#include "core/networkoptions.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace bobbin {

/// The fields in which a user says how other computers are reached.
class ProxyFields final : public QWidget
{
    Q_OBJECT
public:
    enum class Scope { Program, Service };

    explicit ProxyFields(Scope scope, QWidget *parent = nullptr);

    void show(const ProxyChoice &proxy);
    /// What was entered, without the account of the password: that is the caller's.
    [[nodiscard]] ProxyChoice entered() const;
    /// Empty if none was typed.
    [[nodiscard]] QByteArray password() const;
    /// Why it cannot be used, in the user's language; empty if it can.
    [[nodiscard]] QString whyNot() const;

Q_SIGNALS:
    /// By the user.
    void edited();

private:
    void updateState();

    const Scope m_scope;
    QFormLayout *m_layout;
    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_bypass;
    QString m_passwordAccount; // of what is shown
};

} // namespace bobbin
