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
