#include "syntaxhighlighting_p.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using KSyntaxHighlighting::Theme;

CodeToken tokenOf(Theme::TextStyle style)
{
    switch (style) {
    case Theme::Keyword:
    case Theme::ControlFlow:
        return CodeToken::Keyword;
    case Theme::Function:
    case Theme::BuiltIn:
        return CodeToken::Call;
    case Theme::Variable:
        return CodeToken::Variable;
    case Theme::DataType:
        return CodeToken::Type;
    case Theme::Constant:
        return CodeToken::Constant;
    case Theme::DecVal:
    case Theme::BaseN:
    case Theme::Float:
        return CodeToken::Number;
    case Theme::Char:
    case Theme::SpecialChar:
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString:
        return CodeToken::String;
    case Theme::Preprocessor:
    case Theme::Import:
    case Theme::Annotation:
    case Theme::Extension:
        return CodeToken::Preprocessor;
    case Theme::Attribute:
        return CodeToken::Attribute;
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::CommentVar:
    case Theme::RegionMarker:
    case Theme::Information:
    case Theme::Warning:
    case Theme::Alert:
        return CodeToken::Comment;
    case Theme::Normal:
    case Theme::Operator:
    case Theme::Others:
    case Theme::Error:
        break;
    }
    return CodeToken::Plain;
}

// `text` with another character, as long, for each half of a surrogate pair that stands alone.
QString withoutHalves(QStringView text)
{
    QString valid = text.toString();
    for (qsizetype i = 0; i < valid.size(); ++i) {
        if (valid[i].isHighSurrogate() && i + 1 < valid.size() && valid[i + 1].isLowSurrogate())
            ++i;
        else if (valid[i].isSurrogate())
            valid[i] = QChar::ReplacementCharacter;
    }
    return valid;
}

// States are numbered in the order in which they first came up.
class SyntaxHighlighter final : public CodeHighlighter, private KSyntaxHighlighting::AbstractHighlighter
{
public:
    explicit SyntaxHighlighter(const KSyntaxHighlighting::Definition &definition) : m_states(1)
    {
        setDefinition(definition);
    }

    int highlight(QStringView line, int state, std::vector<CodeSpan> &spans) override
    {
        spans.clear();
        m_spans = &spans;
        // The library matches without checking, and crashes on halves of surrogate pairs.
        const QString valid = line.isValidUtf16() ? QString() : withoutHalves(line);
        const KSyntaxHighlighting::State next =
            highlightLine(valid.isEmpty() ? line : QStringView(valid), m_states[static_cast<size_t>(state)]);
        m_spans = nullptr;
        for (size_t i = 0; i < m_states.size(); ++i) {
            if (m_states[i] == next)
                return static_cast<int>(i);
        }
        m_states.push_back(next);
        return static_cast<int>(m_states.size()) - 1;
    }

private:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        const CodeToken token = tokenOf(format.textStyle());
        if (length > 0 && token != CodeToken::Plain)
            m_spans->push_back({offset, length, token});
    }

    std::vector<KSyntaxHighlighting::State> m_states;
    std::vector<CodeSpan> *m_spans = nullptr;
};

KSyntaxHighlighting::Definition definitionFor(KSyntaxHighlighting::Repository &repository,
                                              const QString &name)
{
    const auto definitions = repository.definitions();
    for (const auto &definition : definitions) {
        if (definition.name().compare(name, Qt::CaseInsensitive) == 0)
            return definition;
    }
    return repository.definitionForFileName(u"x."_s + name);
}

} // namespace

std::unique_ptr<CodeHighlighter> createSyntaxHighlighter(const QString &name)
{
    static thread_local KSyntaxHighlighting::Repository repository; // one per thread: it is not shared safely
    const auto definition = definitionFor(repository, name);
    if (!definition.isValid())
        return nullptr;
    return std::make_unique<SyntaxHighlighter>(definition);
}

} // namespace bobbin
