#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

namespace bobbin {

/// What is to be set: TeX, as between the delimiters.
struct Formula {
    QString tex;
    bool isDisplay = false; ///< In a line of its own: larger, with limits above and below.

    friend bool operator==(const Formula &, const Formula &) = default;
    friend size_t qHash(const Formula &formula, size_t seed = 0)
    {
        return qHashMulti(seed, formula.tex, formula.isDisplay);
    }
};

/// A formula that has been set. Lengths are in ex, the height of an x of the text around it.
struct FormulaPicture {
    QByteArray svg; ///< What QSvgRenderer understands; `currentColor` stands for the colour of the text.
    double width = 0;
    double ascent = 0; ///< Above the base line.
    double descent = 0; ///< Below it; may be negative.

    friend bool operator==(const FormulaPicture &, const FormulaPicture &) = default;
};

/// Why a formula has no picture.
struct FormulaError {
    enum class Kind {
        Invalid, ///< It is not TeX that is understood.
        TimedOut,
        TooLarge,
    };
    Kind kind = Kind::Invalid;
    QString detail; ///< Of Invalid: what MathJax says, in English.

    friend bool operator==(const FormulaError &, const FormulaError &) = default;
};

using FormulaResult = Result<FormulaPicture, FormulaError>;

} // namespace bobbin
