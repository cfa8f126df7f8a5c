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

    /// Replaces the title. What the user has begun to write instead of it stays.
    void setTitle(const QString &title);
    /// Tells renamed() if another title has been written, as leaving the field does.
    void finish();

Q_SIGNALS:
    void renamed(const QString &title);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showElided();
    void showWhole();
    [[nodiscard]] bool isChanged() const;

    QString m_title;
    QString m_shown; // the title that the user began to edit
    bool m_isEditing = false;
};

} // namespace bobbin
