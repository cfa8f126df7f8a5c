#pragma once

#include <QLineEdit>

namespace bobbin {

/// A title that looks like a heading and can be edited by clicking it. A title that is too long for its
/// place ends with an ellipsis while it is not being edited.
class TitleEdit final : public QLineEdit
{
    Q_OBJECT
public:
    explicit TitleEdit(QWidget *parent = nullptr);

    /// Replaces the title unless it is being edited.
    void setTitle(const QString &title);

Q_SIGNALS:
    void renamed(const QString &title);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showElided();

    QString m_title;
};

} // namespace bobbin
