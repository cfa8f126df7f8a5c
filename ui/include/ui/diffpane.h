#pragma once

#include "diff/textdiff.h"

#include <QPlainTextEdit>

namespace bobbin {

class AlignedLayout;
class DiffMarks;

/// One of two texts that are shown side by side. Each row of the comparison is a paragraph in both, and takes
/// the same height in both.
///
/// What differs is marked by the ground, by a line below the words and by a sign beside the row.
class DiffPane final : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class Side { Left, Right };

    explicit DiffPane(Side side, QWidget *parent = nullptr);
    ~DiffPane() override;

    /// Makes the two show the same rows and scroll together. To be called once, before setRows().
    static void join(DiffPane *left, DiffPane *right);
    /// The list must be the same for both. None of them is shown before fill().
    void setRows(const QList<DiffRow> &rows);
    /// Shows the first `count` rows; those that are shown already stay as they are.
    void fill(qsizetype count);

    /// Puts the cursor at the beginning of what differs in a row, and brings it into sight.
    void goToRow(int row);
    [[nodiscard]] int currentRow() const { return textCursor().blockNumber(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class DiffSigns;

    [[nodiscard]] QString signOf(const DiffRow &row) const;
    void paintSigns(QWidget *signs, const QRect &rect) const;
    void followOther();
    void updateSigns();
    template<typename Visit>
    void forEachVisibleRow(Visit visit) const;

    const Side m_side;
    QList<DiffRow> m_rows;
    qsizetype m_filled = 0; // of them are shown
    AlignedLayout *m_layout;
    DiffMarks *m_marks;
    QWidget *m_signs;
    DiffPane *m_other = nullptr;
    bool m_isFollowing = false; // is being scrolled by the other one
};

} // namespace bobbin
