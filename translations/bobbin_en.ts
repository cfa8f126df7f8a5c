<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>bobbin::ChatSession</name>
    <message numerus="yes">
        <source>Trying again in %n second(s).</source>
        <translation>
            <numerusform>Trying again in %n second.</numerusform>
            <numerusform>Trying again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::CompareDialog</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::CompletionError</name>
    <message numerus="yes">
        <source>“%1” received too many requests. It asks to wait %n second(s).</source>
        <translation>
            <numerusform>“%1” received too many requests. It asks to wait %n second.</numerusform>
            <numerusform>“%1” received too many requests. It asks to wait %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” received too many requests. It asks to wait %n minute(s).</source>
        <translation>
            <numerusform>“%1” received too many requests. It asks to wait %n minute.</numerusform>
            <numerusform>“%1” received too many requests. It asks to wait %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ConnectionTest</name>
    <message numerus="yes">
        <source>%n model(s) are offered.</source>
        <translation>
            <numerusform>%n model is offered.</numerusform>
            <numerusform>%n models are offered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n assistant(s) are offered. None was asked for an answer, since that would leave a thread behind.</source>
        <translation>
            <numerusform>%n assistant is offered. It was not asked for an answer, since that would leave a thread behind.</numerusform>
            <numerusform>%n assistants are offered. None was asked for an answer, since that would leave a thread behind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ContextGauge</name>
    <message numerus="yes">
        <source>%n earlier message(s) are left out; a summary stands for them.</source>
        <translation>
            <numerusform>%n earlier message is left out; a summary stands for it.</numerusform>
            <numerusform>%n earlier messages are left out; a summary stands for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) are left out.</source>
        <translation>
            <numerusform>%n earlier message is left out.</numerusform>
            <numerusform>%n earlier messages are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is written is too long by %n token(s).</source>
        <translation>
            <numerusform>What is written is too long by %n token.</numerusform>
            <numerusform>What is written is too long by %n tokens.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ContextNotice</name>
    <message numerus="yes">
        <source>It was given all %n earlier message(s) again.</source>
        <translation>
            <numerusform>It was given the %n earlier message again.</numerusform>
            <numerusform>It was given all %n earlier messages again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was given a summary and %n earlier message(s) again.</source>
        <translation>
            <numerusform>It was given a summary and %n earlier message again.</numerusform>
            <numerusform>It was given a summary and %n earlier messages again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was given the milestones and the newest turns again, %n message(s).</source>
        <translation>
            <numerusform>It was given the milestones and the newest turns again, %n message.</numerusform>
            <numerusform>It was given the milestones and the newest turns again, %n messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The request was too long for the service. It was sent again without %n earlier message(s).</source>
        <translation>
            <numerusform>The request was too long for the service. It was sent again without %n earlier message.</numerusform>
            <numerusform>The request was too long for the service. It was sent again without %n earlier messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was given none of the %n earlier message(s), since none fits.</source>
        <translation>
            <numerusform>It was not given the %n earlier message, since that does not fit.</numerusform>
            <numerusform>It was given none of the %n earlier messages, since none fits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationListModel</name>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::EncryptionBox</name>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are not encrypted. Changing the passphrase can encrypt them.</source>
        <translation>
            <numerusform>%n backup is not encrypted. Changing the passphrase can encrypt it.</numerusform>
            <numerusform>%n backups are not encrypted. Changing the passphrase can encrypt them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::FindBar</name>
    <message numerus="yes">
        <source>+%n elsewhere</source>
        <comment>messages on other branches</comment>
        <translation>
            <numerusform>+%n elsewhere</numerusform>
            <numerusform>+%n elsewhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more on other branches</source>
        <translation>
            <numerusform>%n more on other branches</numerusform>
            <numerusform>%n more on other branches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryTransfer</name>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new conversation(s)</source>
        <translation>
            <numerusform>%n new conversation</numerusform>
            <numerusform>%n new conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%n updated</numerusform>
            <numerusform>%n updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::Importer</name>
    <message numerus="yes">
        <source>%n new service(s) came with certificates or a proxy, which were left out: whom to trust is set in the services.</source>
        <translation>
            <numerusform>%n new service came with certificates or a proxy, which were left out: whom to trust is set in the services.</numerusform>
            <numerusform>%n new services came with certificates or a proxy, which were left out: whom to trust is set in the services.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::MessageItem</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ModelsDialog</name>
    <message numerus="yes">
        <source>&amp;Ask %n model(s)</source>
        <translation>
            <numerusform>&amp;Ask %n model</numerusform>
            <numerusform>&amp;Ask %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::Organizing</name>
    <message numerus="yes">
        <source>%n conversations were moved to the trash.</source>
        <translation>
            <numerusform>%n conversation was moved to the trash.</numerusform>
            <numerusform>%n conversations were moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations are in no folder now.</source>
        <translation>
            <numerusform>%n conversation is in no folder now.</numerusform>
            <numerusform>%n conversations are in no folder now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were moved to “%1”.</source>
        <translation>
            <numerusform>%n conversation was moved to “%1”.</numerusform>
            <numerusform>%n conversations were moved to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were archived.</source>
        <translation>
            <numerusform>%n conversation was archived.</numerusform>
            <numerusform>%n conversations were archived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were moved out of the archive.</source>
        <translation>
            <numerusform>%n conversation was moved out of the archive.</numerusform>
            <numerusform>%n conversations were moved out of the archive.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were restored.</source>
        <translation>
            <numerusform>%n conversation was restored.</numerusform>
            <numerusform>%n conversations were restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were pinned.</source>
        <translation>
            <numerusform>%n conversation was pinned.</numerusform>
            <numerusform>%n conversations were pinned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were unpinned.</source>
        <translation>
            <numerusform>%n conversation was unpinned.</numerusform>
            <numerusform>%n conversations were unpinned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were tagged “%1”.</source>
        <translation>
            <numerusform>%n conversation was tagged “%1”.</numerusform>
            <numerusform>%n conversations were tagged “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “%1” was taken off %n conversations.</source>
        <translation>
            <numerusform>The tag “%1” was taken off %n conversation.</numerusform>
            <numerusform>The tag “%1” was taken off %n conversations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::PassphraseDialog</name>
    <message numerus="yes">
        <source>Decrypt the %n backup(s), too</source>
        <translation>
            <numerusform>Decrypt the backup, too</numerusform>
            <numerusform>Decrypt the %n backups, too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encrypt the %n backup(s) with it, too</source>
        <translation>
            <numerusform>Encrypt the backup with it, too</numerusform>
            <numerusform>Encrypt the %n backups with it, too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::SentDialog</name>
    <message numerus="yes">
        <source>%n earlier message(s) were left out, since they do not fit; a summary stands for them.</source>
        <translation>
            <numerusform>%n earlier message was left out, since it does not fit; a summary stands for it.</numerusform>
            <numerusform>%n earlier messages were left out, since they do not fit; a summary stands for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) were left out, since they do not fit.</source>
        <translation>
            <numerusform>%n earlier message was left out, since it does not fit.</numerusform>
            <numerusform>%n earlier messages were left out, since they do not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It cannot be sent: it is too long by %n token(s).</source>
        <translation>
            <numerusform>It cannot be sent: it is too long by %n token.</numerusform>
            <numerusform>It cannot be sent: it is too long by %n tokens.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::Sidebar</name>
    <message numerus="yes">
        <source>Delete %n conversations for good? This cannot be undone.</source>
        <translation>
            <numerusform>Delete %n conversation for good? This cannot be undone.</numerusform>
            <numerusform>Delete %n conversations for good? This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::TranscriptView</name>
    <message numerus="yes">
        <source>%n message(s) have been copied.</source>
        <translation>
            <numerusform>%n message has been copied.</numerusform>
            <numerusform>%n messages have been copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are being read…</source>
        <translation>
            <numerusform>%n message is being read…</numerusform>
            <numerusform>%n messages are being read…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::WelcomePage</name>
    <message numerus="yes">
        <source>Use %1 (%n model(s))</source>
        <translation>
            <numerusform>Use %1 (%n model)</numerusform>
            <numerusform>Use %1 (%n models)</numerusform>
        </translation>
    </message>
</context>
</TS>
