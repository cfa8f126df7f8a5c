#include "fuzzinput.h"
#include "fuzztargets.h"

#include "markdownformulas_p.h"

namespace bobbin::fuzz {

void formulas(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    qsizetype last = 0;
    for (const MarkdownFormula &formula : formulasIn(text)) {
        require(formula.begin >= last && formula.end > formula.begin && formula.end <= text.size(),
                "formulas stand in the text, one behind the other");
        require(formula.source.contains(formula.tex), "TeX is what stands between the delimiters");
        last = formula.end;
    }
    for (const QStringView line : QStringView(text).split(u'\n')) {
        const DisplayMath opened = displayOpenedBy(line);
        (void)closesDisplay(line, opened);
    }
}

} // namespace bobbin::fuzz
