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
    SetStrategy,
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
    SetContent,
    SetMilestone,
    InterruptStreaming,
    SelectBranch,
    Alternatives,
    LeafBelow,
    MessagesAfter,
    BranchOutline,
    MessageContent,
    SetNotices,
    ReplaceTokenCount,

    ReplaceRequest,
    SelectRequest,
    SummariesOf,
    InsertSummary,

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
    SelectDetails,
    ReplaceDetails,

    ServerThreadsOf,
    ReplaceServerThread,
    SetThreadPending,
    SetThreadUsed,
    SetThreadLost,
    ReplaceResponse,
    ResponseAbove,
    InsertUsage,
    UsageOfConversation,
    UsageByMonth,
    AttachmentsOf,
    AttachmentData,
    AttachmentOwners,
    InsertAttachment,

    SearchTitles,
    SearchMessages,
    SearchFiltered,
    SearchRecent,
    SearchCharacters,
    SearchNames,
    SearchSnippets,
    InsertSearchParts,
    MessagesWithoutParts,
    SetProgress,
    SelectProgress,
};
inline constexpr size_t StatementCount = static_cast<size_t>(Statement::SelectProgress) + 1;

/// The SQL of `statement`; parameters are positional.
[[nodiscard]] QString sqlOf(Statement statement);

} // namespace bobbin
