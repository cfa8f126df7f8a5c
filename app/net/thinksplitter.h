#pragma once

#include <QString>

namespace bobbin {

/// A piece of a completion: what was said and what was thought.
struct CompletionDelta {
    QString text {};
    QString reasoning {};
    /// All text of earlier pieces was reasoning. It comes before `text` and `reasoning`.
    bool textWasReasoning = false;
    /// `text` stands in place of all text of earlier pieces.
    bool replacesText = false;

    [[nodiscard]] bool isEmpty() const
    {
        return text.isEmpty() && reasoning.isEmpty() && !textWasReasoning && !replacesText;
    }
    /// Appends the piece that follows this one.
    void append(const CompletionDelta &next);

    friend bool operator==(const CompletionDelta &, const CompletionDelta &) = default;
};

/// Tells the thinking from the answer in replies of models that write both into one text.
///
/// Thinking is what stands between <think> and </think> at the very beginning of a reply. Some servers
/// swallow the opening tag; then a line that consists of </think> alone, outside fenced code, turns
/// everything before it into thinking. By then it has been given out as text, so that this is reported as a
/// correction. Tags may be cut anywhere; what could become a tag is held back until it is decided.
class ThinkSplitter
{
public:
    CompletionDelta feed(QStringView content);

    /// At the end of the reply: what was held back.
    CompletionDelta finish();

    /// The service sends the thinking apart: from now on all content is answer.
    void disable() { m_state = State::Answer; }

private:
    enum class State {
        Start, // nothing but space so far
        Thinking,
        AfterThinking, // only space since </think>
        MaybeThinking, // text without an opening tag: a closing one may still come
        Answer, // nothing can change any more
    };

    bool step(CompletionDelta &delta);
    bool stepStart();
    bool stepThinking(CompletionDelta &delta);
    bool stepMaybeThinking(CompletionDelta &delta);
    void giveText(qsizetype length, CompletionDelta &delta);

    State m_state = State::Start;
    QString m_held; // received and not given out yet
    bool m_hasGivenText = false;
    bool m_isInFence = false;
    int m_backticks = 0; // at the end of what was given out
};

} // namespace bobbin
