<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>bobbin::AskCommand</name>
    <message>
        <source>There is no service to ask. Set OPENAI_API_KEY or OPENAI_BASE_URL, or add a service in the window first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reply was cut off at the token limit. Ask to continue with --conversation %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service&apos;s content filter ended the reply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. What was received is kept in the conversation %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ChatSession</name>
    <message>
        <source>The conversation is being opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reply is being received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a service first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service of this conversation was removed. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n second(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::CodePart</name>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unwrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll long lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::CommandLine</name>
    <message>
        <source>Keep everything (history, settings, backups) in &lt;folder&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the practice service, in a throw-away data folder unless one is given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the history to &lt;file&gt;; “-” is standard output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the export: json, markdown, html, or messages (of one conversation).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export or continue the conversation with this &lt;id&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the given files into the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send &lt;text&gt; and write the reply to standard output; both are kept in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of --ask: the &lt;model&gt; to ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a verified copy of the database to &lt;file&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the database and report what is wrong with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show versions and paths, without secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A desktop chat program for language-model services that never loses the thread.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one thing can be done at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--data-dir needs a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--import needs a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no format “%1”; use json, markdown, html or messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not the id of a conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--ask needs a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format “messages” holds one conversation; say which with --conversation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::CompletionError</name>
    <message>
        <source>“%1” has no usable base URL. Correct it in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy on the way to “%1” asks for a user name and a password. Enter them in the network settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy on the way to “%1” could not be reached. Check the network settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be reached: there is no host %2. Check the network and the base URL, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be reached at %2 in time. Check the network, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” closed the connection without an answer. It may have received the message; retry when it runs again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be reached at %2. Check that it is running, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” stopped sending. What had arrived is kept; retry for a whole answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” did not answer in time. Retry, or allow it more time in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of certification authorities of “%1” could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secure connections are not possible here, since OpenSSL is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to “%1” would not be safe, so that nothing was sent. If it has a private certificate, add its certification authority in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of “%1” was too large and was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” sent something that is not an answer. Check its base URL, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” received too many requests. Wait a little, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>“%1” received too many requests. It asks to wait %n second(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” received too many requests. It asks to wait %n minute(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” did not accept the API key. Enter another one in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not allow this with the present API key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account at “%1” has no credit left. Check its plan and billing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not have this model. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not offer this at its base URL. Check the base URL: it often ends with /v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation is longer than the model of “%1” can take. Shorten it, or choose a model with a larger context window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is larger than “%1” takes. Shorten it, or attach smaller files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” did not accept the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has a problem of its own. Retry in a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” pointed to another address, %2, which was not asked. If that is right, make it the base URL in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of “%1” was cut off. What had arrived is kept; retry for a whole answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” sent an empty answer. Retry, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API key of “%1” has characters that no key has. Enter it again in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is a sentence or two about a failure, %2 the words in which the service itself reported it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::Composer</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another wording of your message; the first one is kept. Esc goes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the reply (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ConnectionTest</name>
    <message>
        <source>%1 was reached over a secure connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are offered.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No list of models is offered; type the name of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a model, so that it can be asked for an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of service is not supported yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API key was accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationHeader</name>
    <message>
        <source>%1k</source>
        <comment>thousands of tokens</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation has %1 tokens, as its service counted them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next request carries about %1 tokens, by an estimate.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationListModel</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::DocumentWriter</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ExchangeError</name>
    <message>
        <source>%1 could not be read (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written (%2). Choose another place or free some space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not imported: %2. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Bobbin. Install that version to import it. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::FindBar</name>
    <message>
        <source>Find in the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found in the loaded messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No further message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::Headless</name>
    <message>
        <source>Standard output cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 conversations, %3 messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 conversations (%3 new, %4 updated), %5 new messages, %6 parts not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history is in order: %1 conversations, %2 messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a verified copy of the history.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryImport</name>
    <message>
        <source>message %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conversation %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not an export of Bobbin, nor a list of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is missing or not what it should be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its id stands in the file twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its id stands in the conversation twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its parent does not stand before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the end of its active branch is not among its messages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryJson</name>
    <message>
        <source>“%1” is missing or not what it should be</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryTransfer</name>
    <message>
        <source>Exported to %1: %2, %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Imported %1: %2, %3, %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new conversation(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::Importer</name>
    <message>
        <source>it stops being JSON at byte %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::InfoDialogs</name>
    <message>
        <source>Send the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the last message, in an empty composer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move a conversation to the trash, in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next or previous message, in the transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu of the message, in the transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+F10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bobbin %1 (Qt %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You never lose the thread: your conversations are kept on this computer, whatever a server forgets.

Bobbin is free software under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::Main</name>
    <message>
        <source>Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display to open a window on. Commands such as --ask and --export work without one; see --help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::MainActions</name>
    <message>
        <source>&amp;New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export history…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export &amp;conversation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find in the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search &amp;everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to anything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the last code block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop the reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Instructions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;revious conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colors of the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wrap long lines of code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::MainWindow</name>
    <message>
        <source>Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no code in this conversation yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last code block was copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was moved to the trash. Ctrl+Z brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model is told before the conversation, each time (the system prompt).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move out of the &amp;archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::MarkdownBuilder</name>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::MessageItem</name>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry: write another answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous alternative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next alternative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service gave no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted before the answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: the model declined to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off at the token limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off by the service&apos;s content filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milestone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::MessageListImport</name>
    <message>
        <source>Imported conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message %1 has no “role” and “content” that can be understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no messages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ModelPicker</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that is asked. Choose one, or type its name and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::NoticeBar</name>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::PaletteDialog</name>
    <message>
        <source>Go to anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a conversation or command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::PracticeServer</name>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::SecretStore</name>
    <message>
        <source>No key was found in the keychain. If the keychain is locked, unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain refused (%1). Unlock it or allow the access, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system has no keychain that runs (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain did not answer. It may be waiting for its password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain failed (%1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::ServicePage</name>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the keychain; leave empty if the service needs none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose, or type its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default &amp;model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorization: Bearer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name: value, one a line; no secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to the first word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause within a reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM file of authorities to trust besides the system&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be asked for titles of conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Titles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a certificate file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (this run)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the keychain; type to replace it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service is there for this run only and is not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the address of the service, such as https://api.openai.com/v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not the name of a header. Write “Name: value”, one a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header “%1” would be stored in the open. Put the key into the field “API key” and the header&apos;s name into “Key header”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is wrong and test again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting the key into the keychain…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key could not be kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the key in memory until Bobbin is closed? It will not be written anywhere, and you will be asked for it again next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “%1” and its key? Conversations that used it are kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter breaks the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::Sidebar</name>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete everything in the trash for good? This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move out of the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this conversation for good? This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is archived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversations will appear here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::SingleInstance</name>
    <message>
        <source>process %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::StoreError</name>
    <message>
        <source>The history could not be opened (%1). Check that the folder exists and that you may write to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history is in use by another program (%1). Close it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history was written by a newer version of Bobbin and has been left as it is (%1). Install that version to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not a history of Bobbin and has been left as it is (%1). Move it away, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history is damaged (%1). Make a copy of the data folder before you go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing that was saved is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history cannot be written to (%1). Check the permissions of the data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no longer in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history could not be read or written (%1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::TranscriptView</name>
    <message>
        <source>Message %1 of %2, not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System said:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You said:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant said:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool said:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to the newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (links of this kind are not opened)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as Mark&amp;down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mile&amp;stone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::TransferDialogs</name>
    <message>
        <source>Bobbin&apos;s JSON: everything (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages as the API takes them (*.messages.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bobbin history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exports of Bobbin and lists of messages (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::Turn</name>
    <message>
        <source>Bobbin was closed before the reply had ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bobbin cannot talk to this kind of service yet. Choose another service or model.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::WelcomePage</name>
    <message>
        <source>Welcome to Bobbin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversations are kept on this computer, and you never lose the thread. How would you like to begin?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI or another service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste an API key. It goes into this system&apos;s keychain and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a service…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama, LM Studio, llama.cpp, vLLM and Jan are found by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it without a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The practice service is a part of Bobbin. It is no language model: it knows this program and shows how everything works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start practising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Use %1 (%n model(s))</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>None is running at the moment. Start one, then open this page again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bobbin::Workspace</name>
    <message>
        <source>The data folder %1 could not be made. Check that you may write there, or choose another one with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bobbin is running already; its window was raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder %1 is in use by another Bobbin (%2). Close it first, or choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bobbin ended before the reply had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The practice service could not be started (%1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
