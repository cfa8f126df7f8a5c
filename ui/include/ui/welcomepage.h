#pragma once

#include "core/service.h"
#include "net/localservers.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace bobbin {

/// What a newcomer sees instead of an empty window: three ways to begin.
class WelcomePage final : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// Looks for model servers on this computer, in the background.
    void searchLocalServers();

Q_SIGNALS:
    /// The user wants to enter a service and its key.
    void serviceWanted();
    void localServerChosen(const bobbin::LocalServer &server);
    void practiceChosen();

private:
    QWidget *createCard(const QString &title, const QString &text, QVBoxLayout **content);

    QVBoxLayout *m_localContent = nullptr;
    QLabel *m_localState = nullptr;
};

} // namespace bobbin
