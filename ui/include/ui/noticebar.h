#pragma once

#include "session/notice.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace bobbin {

/// The bar above the composer that says what went wrong or is going on, with what can be done about it.
class NoticeBar final : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// Kind::None hides the bar. An announcement is made when the text changes in more than its figures.
    void setNotice(const Notice &notice);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionRequested(bobbin::Notice::Action action);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    Notice m_notice;
    QLabel *m_label;
    QHBoxLayout *m_buttons;
};

} // namespace bobbin
