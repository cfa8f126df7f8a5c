#pragma once

#include <QString>

namespace bobbin {

/// Every statement that the store runs more than once; their SQL is in statements.cpp.
enum class Statement {
    FindDevice,
    InsertDevice,

    InsertConversation,
    ReplaceConversation,
    SelectConversation,
    SetTitle,
    SetPinned,
    SetArchived,
    SetTrashed,
    SetModel,
    SetInstructions,
    SetParameters,
    SetLeaf,
    Touch,
    ListCurrent,
    ListArchived,
    ListTrashed,
    ExpiredTrash,
    DeleteMessages,
    DeleteConversation,
    InsertTombstone,
    ConversationsAfter,
    CountConversations,
    CountMessages,

    InsertMessage,
    SelectMessage,
    AppendToReply,
    FinishReply,
    ResumeReply,
    TurnContentIntoReasoning,
    SetMilestone,
    InterruptStreaming,
    SelectBranch,
    Alternatives,
    LeafBelow,
    MessagesAfter,

    SelectDraft,
    ReplaceDraft,
    DeleteDraft,

    ListServices,
    ReplaceService,
    DeleteService,
    DeleteModelsOfService,
    ListModels,
    UnlistModels,
    ListModel,
    SelectQuirks,
    ReplaceQuirks,

    ServerThreadsOf,
    ReplaceServerThread,
    AttachmentsOf,
    AttachmentOwners,
    InsertAttachment,

    SearchTitles,
    SearchMessages,
    SearchSnippets,
};
inline constexpr size_t StatementCount = static_cast<size_t>(Statement::SearchSnippets) + 1;

/// The SQL of `statement`; parameters are positional.
[[nodiscard]] QString sqlOf(Statement statement);

} // namespace bobbin
