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
    SetFolder,
    SetUpdated,
    ExpiredTrash,
    DeleteMessages,
    DeleteConversation,
    InsertTombstone,
    ConversationsAfter,
    CountConversations,
    CountMessages,

    ListFolders,
    SelectFolder,
    ReplaceFolder,
    EmptyFolder,
    DeleteFolder,
    DeleteTombstone,
    ConversationsInFolder,
    ListTags,
    DeleteTagsOf,
    InsertTag,
    InsertConversationTag,
    CountTagged,
    SetTitleKey,
    TitlesUpTo,
    AllTitles,

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
    CreateRemovedMessages,
    CreateRemovedAttachments,
    CreateRemovedRequests,
    CreateRemovals,
    InsertRemoval,
    LoseThreadsWith,
    LoseThreadsOf,
    ForgetResponsesWith,
    ForgetSummariesWith,
    KeepRemovedMessage,
    KeepRemovedBranch,
    KeepRemovedAttachments,
    KeepRemovedRequests,
    MoveChildrenUp,
    ShiftDepthsBelow,
    DeleteRemoved,
    PutMessagesBack,
    PutAttachmentsBack,
    PutRequestsBack,
    MoveChildrenBack,
    ShiftDepthsBack,
    PutLeafBack,
    RemovedTexts,
    ForgetRemovedMessages,
    ForgetRemovedAttachments,
    ForgetRemovedRequests,
    ForgetRemoval,

    AttachmentsOf,
    AttachmentData,
    AttachmentOwners,
    InsertAttachment,

    SearchTitles,
    SearchOrganized,
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

struct ListQuery;

/// The SQL of one page of a list: from behind a place in its order, which is given by the value that it is
/// ordered by and by pk. Parameters: with `isRare` the folded tag, which the page is read from and sorted
/// then; but for the trash archived and pinned; the folded tag otherwise, or the folder's id; value, pk,
/// limit.
[[nodiscard]] QString sqlOf(const ListQuery &query, bool isRare);

/// The SQL of `statement`; parameters are positional.
[[nodiscard]] QString sqlOf(Statement statement);

} // namespace bobbin
