<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>bobbin::AskCommand</name>
    <message>
        <source>There is no service to ask. Set OPENAI_API_KEY or OPENAI_BASE_URL, or add a service in the window first.</source>
        <translation>Es gibt keinen Dienst, der gefragt werden kann. Setzen Sie OPENAI_API_KEY oder OPENAI_BASE_URL, oder fügen Sie zuerst im Fenster einen Dienst hinzu.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The reply was cut off at the token limit. Ask to continue with --conversation %1.</source>
        <translation>Die Antwort wurde an der Token-Grenze abgeschnitten. Mit --conversation %1 lässt sie sich fortsetzen.</translation>
    </message>
    <message>
        <source>The service&apos;s content filter ended the reply.</source>
        <translation>Der Inhaltsfilter des Dienstes hat die Antwort beendet.</translation>
    </message>
    <message>
        <source>Stopped. What was received is kept in the conversation %1.</source>
        <translation>Angehalten. Was empfangen wurde, steht in der Unterhaltung %1.</translation>
    </message>
    <message>
        <source>Standard output cannot be written to. The reply is kept in the conversation %1.</source>
        <translation>Auf die Standardausgabe kann nicht geschrieben werden. Die Antwort steht in der Unterhaltung %1.</translation>
    </message>
</context>
<context>
    <name>bobbin::BranchCommands</name>
    <message>
        <source>Another branch can be shown when the reply has ended.</source>
        <translation>Ein anderer Zweig kann gezeigt werden, wenn die Antwort zu Ende ist.</translation>
    </message>
    <message>
        <source>Retry w&amp;ith…</source>
        <translation>Wiederholen m&amp;it …</translation>
    </message>
    <message>
        <source>Com&amp;pare with</source>
        <translation>&amp;Vergleichen mit</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>&amp;Fork from here</source>
        <translation>Von hier a&amp;bzweigen</translation>
    </message>
    <message>
        <source>The other answer is there.</source>
        <translation>Die andere Antwort ist da.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
</context>
<context>
    <name>bobbin::BranchDock</name>
    <message>
        <source>Branches</source>
        <translation>Zweige</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Select two messages, the second one with Ctrl held, to see their differences</source>
        <translation>Wählen Sie zwei Nachrichten aus, die zweite mit gedrückter Strg-Taste, um ihre Unterschiede zu sehen</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>Zei&amp;gen</translation>
    </message>
    <message>
        <source>&amp;Compare the selected messages</source>
        <translation>Die ausgewählten Nachrichten &amp;vergleichen</translation>
    </message>
    <message>
        <source>&amp;Fork from here</source>
        <translation>Von hier a&amp;bzweigen</translation>
    </message>
</context>
<context>
    <name>bobbin::BranchTreeModel</name>
    <message>
        <source>%1: %2</source>
        <comment>who, and the first words of the message</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>alternative %1 of %2</source>
        <translation>Alternative %1 von %2</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>Meilenstein</translation>
    </message>
    <message>
        <source>on the branch that is shown</source>
        <translation>auf dem Zweig, der gezeigt wird</translation>
    </message>
</context>
<context>
    <name>bobbin::CertificateDialog</name>
    <message>
        <source>(nameless)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>Certificate of “%1”</source>
        <translation>Zertifikat von „%1“</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Unterschrieben von</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256-Fingerabdruck</translation>
    </message>
    <message>
        <source>Trust for this service</source>
        <translation>Für diesen Dienst vertrauen</translation>
    </message>
    <message>
        <source>Only trust it if its fingerprint is the one that the operator of the service tells you, in another way than over this connection: whoever has the key of this certificate will be sent your API key and your messages. It holds for this service and this certificate alone, and can be taken back in the settings.</source>
        <translation>Vertrauen Sie ihm nur, wenn sein Fingerabdruck der ist, den Ihnen der Betreiber des Dienstes nennt, und zwar auf anderem Weg als über diese Verbindung: Wer den Schlüssel dieses Zertifikats hat, bekommt Ihren API-Schlüssel und Ihre Nachrichten. Das Vertrauen gilt nur für diesen Dienst und dieses Zertifikat und lässt sich in den Einstellungen zurücknehmen.</translation>
    </message>
</context>
<context>
    <name>bobbin::ChatSession</name>
    <message>
        <source>The conversation is being opened.</source>
        <translation>Die Unterhaltung wird geöffnet.</translation>
    </message>
    <message>
        <source>A reply is being received.</source>
        <translation>Eine Antwort wird empfangen.</translation>
    </message>
    <message>
        <source>Choose a service first.</source>
        <translation>Wählen Sie zuerst einen Dienst.</translation>
    </message>
    <message>
        <source>The service of this conversation was removed. Choose another one.</source>
        <translation>Der Dienst dieser Unterhaltung wurde entfernt. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>Wählen Sie zuerst ein Modell.</translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n second(s).</source>
        <translation>
            <numerusform>Neuer Versuch in %n Sekunde.</numerusform>
            <numerusform>Neuer Versuch in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its service was removed from Bobbin.</source>
        <translation>Der zugehörige Dienst wurde aus Bobbin entfernt.</translation>
    </message>
    <message>
        <source>The service&apos;s copy of this conversation is taken for expired. Your next message gives it the conversation again.</source>
        <translation>Die Kopie dieser Unterhaltung beim Dienst gilt als abgelaufen. Ihre nächste Nachricht gibt ihm die Unterhaltung wieder.</translation>
    </message>
    <message>
        <source>The service has probably deleted its copy of this conversation, which was last used on %1. Your next message gives it the conversation again.</source>
        <translation>Der Dienst hat seine Kopie dieser Unterhaltung, zuletzt benutzt am %1, wahrscheinlich gelöscht. Ihre nächste Nachricht gibt ihm die Unterhaltung wieder.</translation>
    </message>
    <message>
        <source>The reply is only in this window until it can be saved, which Bobbin goes on trying.</source>
        <translation>Die Antwort ist nur in diesem Fenster, bis sie gespeichert werden kann; Bobbin versucht es weiter.</translation>
    </message>
    <message>
        <source>The reply goes on; what has come of it is in this window until it can be saved.</source>
        <translation>Die Antwort geht weiter; was von ihr gekommen ist, bleibt in diesem Fenster, bis es gespeichert werden kann.</translation>
    </message>
</context>
<context>
    <name>bobbin::CodePart</name>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Unwrap</source>
        <translation>Nicht umbrechen</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>Umbrechen</translation>
    </message>
    <message>
        <source>Scroll long lines</source>
        <translation>Lange Zeilen rollen</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>Code speichern unter …</translation>
    </message>
    <message>
        <source>A hidden character: %1</source>
        <translation>Ein verstecktes Zeichen: %1</translation>
    </message>
</context>
<context>
    <name>bobbin::CommandLine</name>
    <message>
        <source>Keep everything (history, settings, backups) in &lt;folder&gt;.</source>
        <translation>Alles (Verlauf, Einstellungen, Sicherungen) in &lt;Ordner&gt; ablegen.</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Start with the practice service, in a throw-away data folder unless one is given.</source>
        <translation>Mit dem Übungsdienst beginnen; ohne Angabe eines Datenordners in einem, der danach gelöscht wird.</translation>
    </message>
    <message>
        <source>Write the history to &lt;file&gt;; “-” is standard output.</source>
        <translation>Den Verlauf in &lt;Datei&gt; schreiben; „-“ ist die Standardausgabe.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Of the export: json, markdown, html, or messages (of one conversation).</source>
        <translation>Für den Export: json, markdown, html oder messages (einer Unterhaltung).</translation>
    </message>
    <message>
        <source>format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Export or continue the conversation with this &lt;id&gt;.</source>
        <translation>Die Unterhaltung mit dieser &lt;Kennung&gt; exportieren oder fortsetzen.</translation>
    </message>
    <message>
        <source>id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Read the given files into the history.</source>
        <translation>Die angegebenen Dateien in den Verlauf einlesen.</translation>
    </message>
    <message>
        <source>Send &lt;text&gt; and write the reply to standard output; both are kept in the history.</source>
        <translation>&lt;Text&gt; senden und die Antwort auf die Standardausgabe schreiben; beides bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Of --ask: the &lt;model&gt; to ask.</source>
        <translation>Für --ask: das &lt;Modell&gt;, das gefragt wird.</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Write a verified copy of the database to &lt;file&gt;.</source>
        <translation>Eine geprüfte Kopie der Datenbank in &lt;Datei&gt; schreiben.</translation>
    </message>
    <message>
        <source>Check the database and report what is wrong with it.</source>
        <translation>Die Datenbank prüfen und melden, was an ihr nicht stimmt.</translation>
    </message>
    <message>
        <source>Show versions and paths, without secrets.</source>
        <translation>Versionen und Pfade zeigen, keine Geheimnisse.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Die Version zeigen.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe zeigen.</translation>
    </message>
    <message>
        <source>A desktop chat program for language-model services that never loses the thread.</source>
        <translation>Ein Programm für Unterhaltungen mit Sprachmodellen, das nie den Faden verliert.</translation>
    </message>
    <message>
        <source>Only one thing can be done at a time.</source>
        <translation>Es ist nur ein Auftrag auf einmal möglich.</translation>
    </message>
    <message>
        <source>--data-dir needs a folder.</source>
        <translation>--data-dir braucht einen Ordner.</translation>
    </message>
    <message>
        <source>“%1” is not understood.</source>
        <translation>„%1“ wird nicht verstanden.</translation>
    </message>
    <message>
        <source>--import needs a file.</source>
        <translation>--import braucht eine Datei.</translation>
    </message>
    <message>
        <source>There is no format “%1”; use json, markdown, html or messages.</source>
        <translation>Ein Format „%1“ gibt es nicht; möglich sind json, markdown, html und messages.</translation>
    </message>
    <message>
        <source>“%1” is not the id of a conversation.</source>
        <translation>„%1“ ist nicht die Kennung einer Unterhaltung.</translation>
    </message>
    <message>
        <source>--ask needs a text.</source>
        <translation>--ask braucht einen Text.</translation>
    </message>
    <message>
        <source>The format “messages” holds one conversation; say which with --conversation.</source>
        <translation>Das Format „messages“ fasst eine Unterhaltung; geben Sie mit --conversation an, welche.</translation>
    </message>
    <message>
        <source>Put the backup &lt;file&gt; in the place of the history, which is set aside.</source>
        <translation>Die Sicherung &lt;file&gt; an die Stelle des Verlaufs setzen, der beiseitegelegt wird.</translation>
    </message>
    <message>
        <source>Bring back what can be read of a damaged history; the damaged file is set aside.</source>
        <translation>Zurückholen, was sich von einem beschädigten Verlauf lesen lässt; die beschädigte Datei wird beiseitegelegt.</translation>
    </message>
    <message>
        <source>Encrypt the history and its backups with a passphrase, or give them a new one. Asks for it.</source>
        <translation>Den Verlauf und seine Sicherungen mit einer Passphrase verschlüsseln oder ihnen eine neue geben. Fragt danach.</translation>
    </message>
    <message>
        <source>Remove the passphrase of the history and its backups.</source>
        <translation>Die Passphrase des Verlaufs und seiner Sicherungen entfernen.</translation>
    </message>
</context>
<context>
    <name>bobbin::CompareDialog</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n Zeichen</numerusform>
            <numerusform>%n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Previous difference</source>
        <translation>V&amp;origer Unterschied</translation>
    </message>
    <message>
        <source>&amp;Next difference</source>
        <translation>&amp;Nächster Unterschied</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Left: %1</source>
        <translation>Links: %1</translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation>Rechts: %1</translation>
    </message>
    <message>
        <source>The two are the same.</source>
        <translation>Die beiden sind gleich.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Diese verwenden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Difference %1 of %2: %3</source>
        <translation>Unterschied %1 von %2: %3</translation>
    </message>
    <message>
        <source>white space</source>
        <translation>Leerraum</translation>
    </message>
    <message>
        <source>only left “%1”</source>
        <translation>nur links „%1“</translation>
    </message>
    <message>
        <source>only right “%1”</source>
        <translation>nur rechts „%1“</translation>
    </message>
    <message>
        <source>left “%1”, right “%2”</source>
        <translation>links „%1“, rechts „%2“</translation>
    </message>
</context>
<context>
    <name>bobbin::CompletionError</name>
    <message>
        <source>“%1” has no usable base URL. Correct it in the settings.</source>
        <translation>„%1“ hat keine brauchbare Basis-URL. Berichtigen Sie sie in den Einstellungen.</translation>
    </message>
    <message>
        <source>“%1” could not be reached: there is no host %2. Check the network and the base URL, then retry.</source>
        <translation>„%1“ ist nicht erreichbar: Den Rechner %2 gibt es nicht. Prüfen Sie Netzwerk und Basis-URL und wiederholen Sie dann.</translation>
    </message>
    <message>
        <source>“%1” could not be reached at %2 in time. Check the network, then retry.</source>
        <translation>„%1“ war unter %2 nicht rechtzeitig erreichbar. Prüfen Sie das Netzwerk und wiederholen Sie dann.</translation>
    </message>
    <message>
        <source>“%1” closed the connection without an answer. It may have received the message; retry when it runs again.</source>
        <translation>„%1“ hat die Verbindung ohne Antwort geschlossen. Vielleicht ist die Nachricht angekommen; wiederholen Sie, wenn der Dienst wieder läuft.</translation>
    </message>
    <message>
        <source>“%1” could not be reached at %2. Check that it is running, then retry.</source>
        <translation>„%1“ ist unter %2 nicht erreichbar. Prüfen Sie, ob der Dienst läuft, und wiederholen Sie dann.</translation>
    </message>
    <message>
        <source>“%1” stopped sending. What had arrived is kept; retry for a whole answer.</source>
        <translation>„%1“ hat aufgehört zu senden. Was angekommen ist, bleibt; wiederholen Sie für eine ganze Antwort.</translation>
    </message>
    <message>
        <source>“%1” did not answer in time. Retry, or allow it more time in the settings.</source>
        <translation>„%1“ hat nicht rechtzeitig geantwortet. Wiederholen Sie, oder geben Sie dem Dienst in den Einstellungen mehr Zeit.</translation>
    </message>
    <message>
        <source>Secure connections are not possible here, since OpenSSL is missing.</source>
        <translation>Sichere Verbindungen sind hier nicht möglich, da OpenSSL fehlt.</translation>
    </message>
    <message>
        <source>“%1” sent something that is not an answer. Check its base URL, then retry.</source>
        <translation>„%1“ hat etwas gesendet, das keine Antwort ist. Prüfen Sie die Basis-URL und wiederholen Sie dann.</translation>
    </message>
    <message>
        <source>“%1” received too many requests. Wait a little, then retry.</source>
        <translation>„%1“ hat zu viele Anfragen erhalten. Warten Sie ein wenig und wiederholen Sie dann.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” received too many requests. It asks to wait %n second(s).</source>
        <translation>
            <numerusform>„%1“ hat zu viele Anfragen erhalten und bittet, %n Sekunde zu warten.</numerusform>
            <numerusform>„%1“ hat zu viele Anfragen erhalten und bittet, %n Sekunden zu warten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” received too many requests. It asks to wait %n minute(s).</source>
        <translation>
            <numerusform>„%1“ hat zu viele Anfragen erhalten und bittet, %n Minute zu warten.</numerusform>
            <numerusform>„%1“ hat zu viele Anfragen erhalten und bittet, %n Minuten zu warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” did not accept the API key. Enter another one in the settings.</source>
        <translation>„%1“ hat den API-Schlüssel nicht angenommen. Geben Sie in den Einstellungen einen anderen ein.</translation>
    </message>
    <message>
        <source>“%1” does not allow this with the present API key.</source>
        <translation>„%1“ erlaubt das mit dem jetzigen API-Schlüssel nicht.</translation>
    </message>
    <message>
        <source>The account at “%1” has no credit left. Check its plan and billing.</source>
        <translation>Das Guthaben des Kontos bei „%1“ ist aufgebraucht. Prüfen Sie dort Tarif und Abrechnung.</translation>
    </message>
    <message>
        <source>“%1” does not have this model. Choose another one.</source>
        <translation>„%1“ hat dieses Modell nicht. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>“%1” does not offer this at its base URL. Check the base URL: it often ends with /v1.</source>
        <translation>„%1“ bietet das unter seiner Basis-URL nicht an. Prüfen Sie die Basis-URL: Sie endet oft auf /v1.</translation>
    </message>
    <message>
        <source>The conversation is longer than the model of “%1” can take. Shorten it, or choose a model with a larger context window.</source>
        <translation>Die Unterhaltung ist länger, als das Modell von „%1“ fassen kann. Kürzen Sie sie, oder wählen Sie ein Modell mit größerem Kontextfenster.</translation>
    </message>
    <message>
        <source>The message is larger than “%1” takes. Shorten it, or attach smaller files.</source>
        <translation>Die Nachricht ist größer, als „%1“ annimmt. Kürzen Sie sie, oder hängen Sie kleinere Dateien an.</translation>
    </message>
    <message>
        <source>“%1” has a problem of its own. Retry in a while.</source>
        <translation>„%1“ hat selbst eine Störung. Wiederholen Sie nach einer Weile.</translation>
    </message>
    <message>
        <source>The answer of “%1” was cut off. What had arrived is kept; retry for a whole answer.</source>
        <translation>Die Antwort von „%1“ wurde abgeschnitten. Was angekommen ist, bleibt; wiederholen Sie für eine ganze Antwort.</translation>
    </message>
    <message>
        <source>“%1” sent an empty answer. Retry, or choose another model.</source>
        <translation>„%1“ hat eine leere Antwort gesendet. Wiederholen Sie, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The API key of “%1” has characters that no key has. Enter it again in the settings.</source>
        <translation>Der API-Schlüssel von „%1“ enthält Zeichen, die kein Schlüssel hat. Geben Sie ihn in den Einstellungen noch einmal ein.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is a sentence or two about a failure, %2 the words in which the service itself reported it.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>What is to be sent is too long by %1 tokens for the model, even without anything that was said before. Shorten it, or choose a model with a larger context window.</source>
        <translation>Was zu senden ist, ist für das Modell um %1 Token zu lang, selbst ohne alles, was davor gesagt wurde. Kürzen Sie es, oder wählen Sie ein Modell mit größerem Kontextfenster.</translation>
    </message>
    <message>
        <source>The conversation has %1 tokens, and the model of “%2” takes %3. Shorten it, or choose a model with a larger context window.</source>
        <translation>Die Unterhaltung hat %1 Token, und das Modell von „%2“ fasst %3. Kürzen Sie sie, oder wählen Sie ein Modell mit größerem Kontextfenster.</translation>
    </message>
    <message>
        <source>“%1” no longer has this conversation. Retry, so that it gets a new one with what was said here.</source>
        <translation>„%1“ hat diese Unterhaltung nicht mehr. Wiederholen Sie, damit der Dienst eine neue mit dem erhält, was hier gesagt wurde.</translation>
    </message>
    <message>
        <source>“%1” is still at work on this conversation. Wait a little, then retry.</source>
        <translation>„%1“ arbeitet noch an dieser Unterhaltung. Warten Sie ein wenig und wiederholen Sie dann.</translation>
    </message>
    <message>
        <source>“%1” does not remember conversations, so that it would have answered without knowing what was said. Send it the full history instead.</source>
        <translation>„%1“ merkt sich Unterhaltungen nicht und hätte daher geantwortet, ohne zu wissen, was gesagt wurde. Senden Sie stattdessen den ganzen Verlauf.</translation>
    </message>
    <message>
        <source>“%1” does not have this assistant. Choose another one in the settings.</source>
        <translation>„%1“ hat diesen Assistenten nicht. Wählen Sie in den Einstellungen einen anderen.</translation>
    </message>
    <message>
        <source>The proxy on the way to “%1” asks for a user name and a password, or for other ones. Enter them in the settings.</source>
        <translation>Der Proxy auf dem Weg zu „%1“ verlangt Benutzernamen und Passwort, oder andere. Geben Sie sie in den Einstellungen an.</translation>
    </message>
    <message>
        <source>The proxy on the way to “%1” could not be reached. Check the proxy in the settings.</source>
        <translation>Der Proxy auf dem Weg zu „%1“ ist nicht erreichbar. Prüfen Sie den Proxy in den Einstellungen.</translation>
    </message>
    <message>
        <source>“%1” shows another certificate than the one that you trust, so that nothing was sent. If you know why it changed, look at the new one and trust that.</source>
        <translation>„%1“ zeigt ein anderes Zertifikat als das, dem Sie vertrauen; darum wurde nichts gesendet. Wenn Sie wissen, warum es sich geändert hat, sehen Sie sich das neue an und vertrauen Sie diesem.</translation>
    </message>
    <message>
        <source>The certificate of “%1” has expired, so that nothing was sent. Its operator has to renew it.</source>
        <translation>Das Zertifikat von „%1“ ist abgelaufen; darum wurde nichts gesendet. Der Betreiber muss es erneuern.</translation>
    </message>
    <message>
        <source>The certificate of “%1” is not valid yet, so that nothing was sent. Check the date and time of this computer.</source>
        <translation>Das Zertifikat von „%1“ ist noch nicht gültig; darum wurde nichts gesendet. Prüfen Sie Datum und Uhrzeit dieses Rechners.</translation>
    </message>
    <message>
        <source>What answers for “%1” shows a certificate of another host, so that nothing was sent. Check the base URL; it may also be somebody in between.</source>
        <translation>Was für „%1“ antwortet, zeigt das Zertifikat eines anderen Rechners; darum wurde nichts gesendet. Prüfen Sie die Basis-URL; es kann auch jemand dazwischen sitzen.</translation>
    </message>
    <message>
        <source>The certificate of “%1” is signed by nobody whom this computer trusts, so that nothing was sent. If the service is your own or your company&apos;s, add its certification authority in the settings, or trust this one certificate.</source>
        <translation>Das Zertifikat von „%1“ hat niemand unterschrieben, dem dieser Rechner vertraut; darum wurde nichts gesendet. Ist es Ihr eigener Dienst oder der Ihrer Firma, so fügen Sie dessen Zertifizierungsstelle in den Einstellungen hinzu oder vertrauen Sie diesem einen Zertifikat.</translation>
    </message>
    <message>
        <source>The certificate of “%1” was revoked, so that nothing was sent. Do not use the service before its operator has a new one.</source>
        <translation>Das Zertifikat von „%1“ wurde widerrufen; darum wurde nichts gesendet. Benutzen Sie den Dienst nicht, bevor sein Betreiber ein neues hat.</translation>
    </message>
    <message>
        <source>The file with your certificate for “%1” could not be read. Choose it again in the settings.</source>
        <translation>Die Datei mit Ihrem Zertifikat für „%1“ ist nicht lesbar. Wählen Sie sie in den Einstellungen neu.</translation>
    </message>
    <message>
        <source>The file with your certificate for “%1” could not be opened: the passphrase is missing or wrong. Enter it in the settings.</source>
        <translation>Die Datei mit Ihrem Zertifikat für „%1“ ließ sich nicht öffnen: Die Passphrase fehlt oder ist falsch. Geben Sie sie in den Einstellungen an.</translation>
    </message>
    <message>
        <source>The file with your certificate for “%1” does not have both the certificate and its private key. Choose another one in the settings.</source>
        <translation>Die Datei mit Ihrem Zertifikat für „%1“ enthält nicht beides, das Zertifikat und seinen privaten Schlüssel. Wählen Sie in den Einstellungen eine andere.</translation>
    </message>
    <message>
        <source>“%1” ended the connection before it was secure, so that nothing was sent. It may ask for a certificate of yours, or for another one: choose it in the settings. If it asks for none, check its base URL.</source>
        <translation>„%1“ hat die Verbindung beendet, bevor sie sicher war; darum wurde nichts gesendet. Vielleicht verlangt der Dienst ein Zertifikat von Ihnen oder ein anderes: Wählen Sie es in den Einstellungen. Wenn er keines verlangt, prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>The file of certification authorities of “%1” could not be read, so that nothing was sent. Choose it again in the settings.</source>
        <translation>Die Datei der Zertifizierungsstellen von „%1“ ist nicht lesbar; darum wurde nichts gesendet. Wählen Sie sie in den Einstellungen neu.</translation>
    </message>
    <message>
        <source>No secure connection to “%1” was possible, so that nothing was sent. Check its base URL and the way to it, then retry.</source>
        <translation>Zu „%1“ war keine sichere Verbindung möglich; darum wurde nichts gesendet. Prüfen Sie die Basis-URL und den Weg dorthin und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“%1” sent far more than an answer can be, and was cut off. Check its base URL, then retry.</source>
        <translation>„%1“ hat weit mehr gesendet, als eine Antwort sein kann, und wurde abgebrochen. Prüfen Sie die Basis-URL und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“%1” answered with a web page. If the network that you are in asks you to log in, as those of hotels do, open any page in your browser and do that, then retry. Else check the base URL.</source>
        <translation>„%1“ hat mit einer Webseite geantwortet. Wenn das Netz, in dem Sie sind, eine Anmeldung verlangt wie die von Hotels, öffnen Sie eine beliebige Seite im Browser, melden Sie sich an und versuchen Sie es noch einmal. Sonst prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>“%1” did not accept the request and did not say why. Retry, or choose another model.</source>
        <translation>„%1“ hat die Anfrage nicht angenommen und nicht gesagt, warum. Versuchen Sie es noch einmal oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>“%1” did not accept the request. Change what it names, or choose another model, then retry.</source>
        <translation>„%1“ hat die Anfrage nicht angenommen. Ändern Sie, was der Dienst nennt, oder wählen Sie ein anderes Modell, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“%1” pointed to another address, %2, which was not asked. If the network that you are in asks you to log in, open any page in your browser and do that, then retry. If the new address is right, make it the base URL in the settings.</source>
        <translation>„%1“ hat auf eine andere Adresse verwiesen, %2, die nicht gefragt wurde. Wenn das Netz, in dem Sie sind, eine Anmeldung verlangt, öffnen Sie eine beliebige Seite im Browser, melden Sie sich an und versuchen Sie es noch einmal. Wenn die neue Adresse richtig ist, tragen Sie sie in den Einstellungen als Basis-URL ein.</translation>
    </message>
    <message>
        <source>The answer of “%1” was cut off before its first word. Retry for a whole answer.</source>
        <translation>Die Antwort von „%1“ wurde vor dem ersten Wort abgeschnitten. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>bobbin::Composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Write a message…</source>
        <translation>Nachricht schreiben …</translation>
    </message>
    <message>
        <source>Another wording of your message; the first one is kept. Esc goes back.</source>
        <translation>Ein anderer Wortlaut Ihrer Nachricht; der erste bleibt erhalten. Esc führt zurück.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop the reply (Esc)</source>
        <translation>Antwort anhalten (Esc)</translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation>Schreiben Sie zuerst etwas.</translation>
    </message>
</context>
<context>
    <name>bobbin::ConnectionTest</name>
    <message>
        <source>%1 was reached over a secure connection.</source>
        <translation>%1 wurde über eine sichere Verbindung erreicht.</translation>
    </message>
    <message>
        <source>%1 was reached.</source>
        <translation>%1 wurde erreicht.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are offered.</source>
        <translation>
            <numerusform>%n Modell wird angeboten.</numerusform>
            <numerusform>%n Modelle werden angeboten.</numerusform>
        </translation>
    </message>
    <message>
        <source>No list of models is offered; type the name of one.</source>
        <translation>Eine Liste der Modelle wird nicht angeboten; geben Sie den Namen eines Modells ein.</translation>
    </message>
    <message>
        <source>Name a model, so that it can be asked for an answer.</source>
        <translation>Nennen Sie ein Modell, damit es um eine Antwort gebeten werden kann.</translation>
    </message>
    <message>
        <source>The API key was accepted.</source>
        <translation>Der API-Schlüssel wurde angenommen.</translation>
    </message>
    <message>
        <source>%1 answered.</source>
        <translation>%1 hat geantwortet.</translation>
    </message>
    <message numerus="yes">
        <source>%n assistant(s) are offered. None was asked for an answer, since that would leave a thread behind.</source>
        <translation>
            <numerusform>%n Assistent wird angeboten. Er wurde nicht um eine Antwort gebeten, da das einen Thread hinterlassen würde.</numerusform>
            <numerusform>%n Assistenten werden angeboten. Keiner wurde um eine Antwort gebeten, da das einen Thread hinterlassen würde.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ContextGauge</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <comment>tokens used and tokens of the window</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>The next request has %1 tokens, counted as the service counts them.</source>
        <translation>Die nächste Anfrage hat %1 Token, so gezählt, wie der Dienst zählt.</translation>
    </message>
    <message>
        <source>The next request has about %1 tokens, by an estimate.</source>
        <translation>Die nächste Anfrage hat geschätzt etwa %1 Token.</translation>
    </message>
    <message>
        <source>The model&apos;s context window has %1 tokens; %2 of them are left for the reply.</source>
        <translation>Das Kontextfenster des Modells hat %1 Token; %2 davon bleiben für die Antwort.</translation>
    </message>
    <message>
        <source>The model&apos;s context window is not known.</source>
        <translation>Das Kontextfenster des Modells ist nicht bekannt.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) are left out; a summary stands for them.</source>
        <translation>
            <numerusform>%n frühere Nachricht wird weggelassen; eine Zusammenfassung steht für sie.</numerusform>
            <numerusform>%n frühere Nachrichten werden weggelassen; eine Zusammenfassung steht für sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) are left out.</source>
        <translation>
            <numerusform>%n frühere Nachricht wird weggelassen.</numerusform>
            <numerusform>%n frühere Nachrichten werden weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service has its own copy of the conversation: only what is new is sent.</source>
        <translation>Der Dienst hat eine eigene Kopie der Unterhaltung: Gesendet wird nur, was neu ist.</translation>
    </message>
    <message>
        <source>The service has probably deleted its copy; it will be given the conversation again.</source>
        <translation>Der Dienst hat seine Kopie vermutlich gelöscht; er erhält die Unterhaltung noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>What is written is too long by %n token(s).</source>
        <translation>
            <numerusform>Was geschrieben ist, ist um %n Token zu lang.</numerusform>
            <numerusform>Was geschrieben ist, ist um %n Token zu lang.</numerusform>
        </translation>
    </message>
    <message>
        <source>Press to see what is sent.</source>
        <translation>Drücken Sie, um zu sehen, was gesendet wird.</translation>
    </message>
</context>
<context>
    <name>bobbin::ContextNotice</name>
    <message>
        <source>The service&apos;s copy of this conversation was idle for too long.</source>
        <translation>Die Kopie dieser Unterhaltung beim Dienst war zu lange unbenutzt.</translation>
    </message>
    <message>
        <source>The service&apos;s copy of this conversation was not what was said here.</source>
        <translation>Die Kopie dieser Unterhaltung beim Dienst war nicht, was hier gesagt wurde.</translation>
    </message>
    <message>
        <source>The service&apos;s copy of this conversation was given up.</source>
        <translation>Die Kopie dieser Unterhaltung beim Dienst wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The service&apos;s copy of this conversation no longer fitted the model.</source>
        <translation>Die Kopie dieser Unterhaltung beim Dienst war für das Modell zu lang geworden.</translation>
    </message>
    <message>
        <source>The service had deleted its copy of this conversation.</source>
        <translation>Der Dienst hatte seine Kopie dieser Unterhaltung gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>It was given all %n earlier message(s) again.</source>
        <translation>
            <numerusform>Der Dienst hat die %n frühere Nachricht noch einmal erhalten.</numerusform>
            <numerusform>Der Dienst hat alle %n früheren Nachrichten noch einmal erhalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was given a summary and %n earlier message(s) again.</source>
        <translation>
            <numerusform>Der Dienst hat eine Zusammenfassung und noch einmal %n frühere Nachricht erhalten.</numerusform>
            <numerusform>Der Dienst hat eine Zusammenfassung und noch einmal %n frühere Nachrichten erhalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was given the milestones and the newest turns again, %n message(s).</source>
        <translation>
            <numerusform>Der Dienst hat die Meilensteine und das Neueste noch einmal erhalten, %n Nachricht.</numerusform>
            <numerusform>Der Dienst hat die Meilensteine und das Neueste noch einmal erhalten, %n Nachrichten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service does not keep the conversation (%1). From here on: %2.</source>
        <translation>Der Dienst behält die Unterhaltung nicht (%1). Von hier an: %2.</translation>
    </message>
    <message>
        <source>The service does not offer “%1”. From here on: %2.</source>
        <translation>Der Dienst bietet „%1“ nicht an. Von hier an: %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label and value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>Geführt als</translation>
    </message>
    <message>
        <source>Old id</source>
        <translation>Alte Kennung</translation>
    </message>
    <message>
        <source>New id</source>
        <translation>Neue Kennung</translation>
    </message>
    <message>
        <source>The service said</source>
        <translation>Der Dienst sagte</translation>
    </message>
    <message>
        <source>Given again</source>
        <translation>Noch einmal gegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>of what was left out</source>
        <translation>dessen, was weggelassen wurde</translation>
    </message>
    <message numerus="yes">
        <source>The request was too long for the service. It was sent again without %n earlier message(s).</source>
        <translation>
            <numerusform>Die Anfrage war für den Dienst zu lang. Sie wurde ohne eine frühere Nachricht noch einmal gesendet.</numerusform>
            <numerusform>Die Anfrage war für den Dienst zu lang. Sie wurde ohne %n frühere Nachrichten noch einmal gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was given a summary of what was said before.</source>
        <translation>Der Dienst hat eine Zusammenfassung des bisher Gesagten erhalten.</translation>
    </message>
    <message numerus="yes">
        <source>It was given none of the %n earlier message(s), since none fits.</source>
        <translation>
            <numerusform>Der Dienst hat die %n frühere Nachricht nicht noch einmal erhalten, da sie nicht passt.</numerusform>
            <numerusform>Der Dienst hat keine der %n früheren Nachrichten noch einmal erhalten, da keine passt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationDialogs</name>
    <message>
        <source>It is not known what was sent for this reply: it was imported, or written by an earlier version.</source>
        <translation>Was für diese Antwort gesendet wurde, ist nicht bekannt: Sie wurde importiert oder stammt von einer früheren Version.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was geschehen ist</translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationHeader</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Click to rename</source>
        <translation>Zum Umbenennen klicken</translation>
    </message>
    <message>
        <source>Conversation menu</source>
        <translation>Menü der Unterhaltung</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Temporary conversation</source>
        <translation>Temporäre Unterhaltung</translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationListModel</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>month and year</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>Schlagwörter: %1</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Nach Titel</translation>
    </message>
    <message>
        <source>%1+ conversations</source>
        <translation>%1+ Unterhaltungen</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n Unterhaltung</numerusform>
            <numerusform>%n Unterhaltungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationPage</name>
    <message>
        <source>The message that is being edited is on another branch. Go back to it and send again; your text is kept.</source>
        <translation>Die Nachricht, die bearbeitet wird, liegt auf einem anderen Zweig. Kehren Sie dorthin zurück und senden Sie noch einmal; Ihr Text bleibt erhalten.</translation>
    </message>
    <message>
        <source>&amp;What was sent…</source>
        <translation>Was &amp;gesendet wurde …</translation>
    </message>
    <message>
        <source>The new wording was discarded.</source>
        <translation>Der neue Wortlaut wurde verworfen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>bobbin::ConversationTools</name>
    <message>
        <source>There is no code in this conversation yet.</source>
        <translation>In dieser Unterhaltung gibt es noch keinen Code.</translation>
    </message>
    <message>
        <source>The last code block was copied.</source>
        <translation>Der letzte Codeblock wurde kopiert.</translation>
    </message>
</context>
<context>
    <name>bobbin::DataPage</name>
    <message>
        <source>Size of the history</source>
        <translation>Größe des Verlaufs</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Letzte Sicherung</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Letzte Prüfung</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen …</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Backup of</source>
        <translation>Sicherung vom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>A backup was made and verified.</source>
        <translation>Eine Sicherung wurde angelegt und geprüft.</translation>
    </message>
    <message>
        <source>Nothing has changed since the last backup.</source>
        <translation>Seit der letzten Sicherung hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Before a newer version</source>
        <translation>Vor einer neueren Version</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>Regelmäßig</translation>
    </message>
    <message>
        <source>%1, and %2 in backups</source>
        <translation>%1, dazu %2 in Sicherungen</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>The history is in order.</source>
        <translation>Der Verlauf ist in Ordnung.</translation>
    </message>
    <message>
        <source>The history is damaged.</source>
        <translation>Der Verlauf ist beschädigt.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>%1: in order</source>
        <translation>%1: in Ordnung</translation>
    </message>
    <message>
        <source>%1: damaged</source>
        <translation>%1: beschädigt</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>Sicherung läuft …</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfung läuft …</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Go back to the history of %1, with %2 conversations?</source>
        <translation>Zum Verlauf vom %1 mit %2 Unterhaltungen zurückkehren?</translation>
    </message>
    <message>
        <source>What was written since is not in it. The present history is kept beside it and can be restored in the same way. Bobbin closes its window, checks the backup, and opens again.</source>
        <translation>Was seitdem geschrieben wurde, ist nicht darin. Der jetzige Verlauf wird daneben aufgehoben und lässt sich ebenso wiederherstellen. Bobbin schließt sein Fenster, prüft die Sicherung und öffnet sich wieder.</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Yes, with another passphrase</source>
        <translation>Ja, mit einer anderen Passphrase</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Go back to the history of %1?</source>
        <translation>Zum Verlauf von %1 zurückkehren?</translation>
    </message>
</context>
<context>
    <name>bobbin::Delivery</name>
    <message>
        <source>Asking the service whether it still has this conversation…</source>
        <translation>Der Dienst wird gefragt, ob er diese Unterhaltung noch hat …</translation>
    </message>
    <message>
        <source>The service no longer has this conversation. It is given it again…</source>
        <translation>Der Dienst hat diese Unterhaltung nicht mehr. Er erhält sie noch einmal …</translation>
    </message>
    <message>
        <source>The earlier part of the conversation is being summarized…</source>
        <translation>Der frühere Teil der Unterhaltung wird zusammengefasst …</translation>
    </message>
</context>
<context>
    <name>bobbin::DocumentWriter</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Assistant (%1)</source>
        <translation>Assistent (%1)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>File: %1 (%2)</source>
        <comment>name and size</comment>
        <translation>Datei: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>bobbin::EncryptionBox</name>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Files that are not encrypted</source>
        <translation>Unverschlüsselte Dateien</translation>
    </message>
    <message>
        <source>Remember on this computer, in the keychain</source>
        <translation>Auf diesem Rechner merken, im Schlüsselbund</translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation>Passphrase ändern …</translation>
    </message>
    <message>
        <source>Encrypt…</source>
        <translation>Verschlüsseln …</translation>
    </message>
    <message>
        <source>The history and its backups can be read only with the passphrase. Exports are not encrypted.</source>
        <translation>Der Verlauf und seine Sicherungen lassen sich nur mit der Passphrase lesen. Exporte sind nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Whoever can read the files of this computer can read the history. With a passphrase only those who know it can.</source>
        <translation>Wer die Dateien dieses Rechners lesen kann, kann den Verlauf lesen. Mit einer Passphrase kann es nur, wer sie kennt.</translation>
    </message>
    <message>
        <source>This build of Bobbin cannot encrypt the history.</source>
        <translation>Dieses Bobbin ist ohne Verschlüsselung gebaut.</translation>
    </message>
    <message>
        <source>Lock when not used</source>
        <translation>Sperren, wenn unbenutzt</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>Nach %n Minute</numerusform>
            <numerusform>Nach %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Lock when not used</source>
        <translation>&amp;Sperren, wenn unbenutzt</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are not encrypted. Changing the passphrase can encrypt them.</source>
        <translation>
            <numerusform>%n Sicherung ist nicht verschlüsselt. Wer die Passphrase ändert, kann sie verschlüsseln.</numerusform>
            <numerusform>%n Sicherungen sind nicht verschlüsselt. Wer die Passphrase ändert, kann sie verschlüsseln.</numerusform>
        </translation>
    </message>
    <message>
        <source>These earlier histories are not encrypted; delete them if you need them no more: %1</source>
        <translation>Diese früheren Verläufe sind nicht verschlüsselt; löschen Sie sie, wenn Sie sie nicht mehr brauchen: %1</translation>
    </message>
</context>
<context>
    <name>bobbin::ExchangeError</name>
    <message>
        <source>%1 could not be read (%2).</source>
        <translation>%1 ist nicht lesbar (%2).</translation>
    </message>
    <message>
        <source>%1 could not be written (%2). Choose another place or free some space.</source>
        <translation>%1 konnte nicht geschrieben werden (%2). Wählen Sie einen anderen Ort, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>%1 was not imported: %2. Nothing was changed.</source>
        <translation>%1 wurde nicht importiert: %2. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Bobbin. Install that version to import it. Nothing was changed.</source>
        <translation>%1 stammt von einer neueren Version von Bobbin. Installieren Sie diese, um die Datei zu importieren. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Abgebrochen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>%1 was not imported, but a part of it is in the history, since it could not be removed again: %2</source>
        <translation>%1 wurde nicht importiert, doch ein Teil davon steht im Verlauf, da er sich nicht wieder entfernen ließ: %2</translation>
    </message>
</context>
<context>
    <name>bobbin::Figures</name>
    <message>
        <source>%1k</source>
        <comment>thousands of tokens</comment>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1M</source>
        <comment>millions of tokens</comment>
        <translation>%1M</translation>
    </message>
</context>
<context>
    <name>bobbin::FileSaver</name>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>“%1” was saved.</source>
        <translation>„%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>“%1” could not be saved: %2</source>
        <translation>„%1“ konnte nicht gespeichert werden: %2</translation>
    </message>
</context>
<context>
    <name>bobbin::FindBar</name>
    <message>
        <source>Find in the conversation</source>
        <translation>In der Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No further message has this.</source>
        <translation>Keine weitere Nachricht enthält das.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>which message, and of how many</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>&amp;All branches</source>
        <translation>&amp;Alle Zweige</translation>
    </message>
    <message>
        <source>Look on all branches of the conversation, not only on the one that is shown</source>
        <translation>Auf allen Zweigen der Unterhaltung suchen, nicht nur auf dem, der gezeigt wird</translation>
    </message>
    <message numerus="yes">
        <source>+%n elsewhere</source>
        <comment>messages on other branches</comment>
        <translation>
            <numerusform>+%n anderswo</numerusform>
            <numerusform>+%n anderswo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more on other branches</source>
        <translation>
            <numerusform>%n weitere auf anderen Zweigen</numerusform>
            <numerusform>%n weitere auf anderen Zweigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::FormulaObject</name>
    <message>
        <source>This formula cannot be set: %1</source>
        <translation>Diese Formel lässt sich nicht setzen: %1</translation>
    </message>
    <message>
        <source>This formula takes too long to be set.</source>
        <translation>Diese Formel zu setzen dauert zu lange.</translation>
    </message>
    <message>
        <source>This formula is too long to be set.</source>
        <translation>Diese Formel ist zu lang, um gesetzt zu werden.</translation>
    </message>
</context>
<context>
    <name>bobbin::Headless</name>
    <message>
        <source>Standard output cannot be written to.</source>
        <translation>Auf die Standardausgabe kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation>Die Standardausgabe</translation>
    </message>
    <message>
        <source>%1: %2 conversations, %3 messages.</source>
        <translation>%1: %2 Unterhaltungen, %3 Nachrichten.</translation>
    </message>
    <message>
        <source>%1: %2 conversations (%3 new, %4 updated), %5 new messages, %6 parts not understood.</source>
        <translation>%1: %2 Unterhaltungen (%3 neu, %4 erneuert), %5 neue Nachrichten, %6 Teile nicht verstanden.</translation>
    </message>
    <message>
        <source>The history is in order: %1 conversations, %2 messages.</source>
        <translation>Der Verlauf ist in Ordnung: %1 Unterhaltungen, %2 Nachrichten.</translation>
    </message>
    <message>
        <source>bobbin --recover brings back what can be read, and keeps the damaged file.</source>
        <translation>bobbin --recover holt zurück, was sich lesen lässt, und hebt die beschädigte Datei auf.</translation>
    </message>
    <message>
        <source>The history is now that of %1.</source>
        <translation>Der Verlauf ist jetzt der von %1.</translation>
    </message>
    <message>
        <source>The history is now that of %1. The one before was kept as %2.</source>
        <translation>Der Verlauf ist jetzt der von %1. Der vorige wurde als %2 aufgehoben.</translation>
    </message>
    <message>
        <source>The newest backup is %1; bobbin --restore puts it in the place of what was brought back.</source>
        <translation>Die neueste Sicherung ist %1; bobbin --restore setzt sie an die Stelle dessen, was zurückgeholt wurde.</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>Passphrase von %1</translation>
    </message>
    <message>
        <source>%1 is encrypted, and this passphrase does not open it. Type it at a terminal, give it as the first line of standard input, or let the window keep the key in the keychain.</source>
        <translation>%1 ist verschlüsselt, und diese Passphrase öffnet die Datei nicht. Geben Sie sie an einem Terminal oder als erste Zeile der Standardeingabe ein, oder lassen Sie das Fenster den Schlüssel im Schlüsselbund aufbewahren.</translation>
    </message>
    <message>
        <source>The file is not encrypted.</source>
        <translation>Die Datei ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>%1 is a verified copy of the history, encrypted with its passphrase.</source>
        <translation>%1 ist eine geprüfte Kopie des Verlaufs, mit dessen Passphrase verschlüsselt.</translation>
    </message>
    <message>
        <source>%1 is a verified copy of the history, not encrypted.</source>
        <translation>%1 ist eine geprüfte Kopie des Verlaufs, nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>There is no history in %1 yet.</source>
        <translation>In %1 ist noch kein Verlauf.</translation>
    </message>
    <message>
        <source>This build of Bobbin cannot encrypt the history.</source>
        <translation>Dieses Bobbin ist ohne Verschlüsselung gebaut.</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>Repeat it</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Nothing was changed: the new passphrase was not given twice the same.</source>
        <translation>Nichts wurde geändert: Die neue Passphrase wurde nicht zweimal gleich eingegeben.</translation>
    </message>
    <message>
        <source>Nothing was changed: the system&apos;s cryptography (OpenSSL) made no key. Check how it is configured.</source>
        <translation>Nichts wurde geändert: Die Kryptografie des Systems (OpenSSL) hat keinen Schlüssel erzeugt. Prüfen Sie, wie sie eingerichtet ist.</translation>
    </message>
    <message>
        <source>The history is not encrypted.</source>
        <translation>Der Verlauf ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>The history is encrypted now.</source>
        <translation>Der Verlauf ist jetzt verschlüsselt.</translation>
    </message>
    <message>
        <source>The history is not encrypted any more.</source>
        <translation>Der Verlauf ist nicht mehr verschlüsselt.</translation>
    </message>
    <message>
        <source>Backups that were encrypted, too: %1.</source>
        <translation>Ebenfalls verschlüsselte Sicherungen: %1.</translation>
    </message>
    <message>
        <source>Backups that were decrypted, too: %1.</source>
        <translation>Ebenfalls entschlüsselte Sicherungen: %1.</translation>
    </message>
    <message>
        <source>These backups are as they were: %1</source>
        <translation>Diese Sicherungen sind, wie sie waren: %1</translation>
    </message>
    <message>
        <source>These earlier histories are not encrypted; delete them if you need them no more: %1</source>
        <translation>Diese früheren Verläufe sind nicht verschlüsselt; löschen Sie sie, wenn Sie sie nicht mehr brauchen: %1</translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryCare</name>
    <message>
        <source>No backup could be made: there is too little space on the disk. Free some; the next backup is tried by itself.</source>
        <translation>Es konnte keine Sicherung angelegt werden: Auf dem Datenträger ist zu wenig Platz. Schaffen Sie Platz; die nächste Sicherung wird von selbst versucht.</translation>
    </message>
    <message>
        <source>No backup could be made. %1</source>
        <translation>Es konnte keine Sicherung angelegt werden. %1</translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryImport</name>
    <message>
        <source>message %1: %2</source>
        <translation>Nachricht %1: %2</translation>
    </message>
    <message>
        <source>conversation %1: %2</source>
        <translation>Unterhaltung %1: %2</translation>
    </message>
    <message>
        <source>it is not an export of Bobbin, nor a list of messages</source>
        <translation>es ist weder ein Export von Bobbin noch eine Liste von Nachrichten</translation>
    </message>
    <message>
        <source>“%1” is missing or not what it should be</source>
        <translation>„%1“ fehlt oder ist nicht, was es sein soll</translation>
    </message>
    <message>
        <source>its id stands in the file twice</source>
        <translation>ihre Kennung steht zweimal in der Datei</translation>
    </message>
    <message>
        <source>its id stands in the conversation twice</source>
        <translation>ihre Kennung steht zweimal in der Unterhaltung</translation>
    </message>
    <message>
        <source>its parent does not stand before it</source>
        <translation>die ihr vorangehende Nachricht steht nicht vor ihr</translation>
    </message>
    <message>
        <source>the end of its active branch is not among its messages</source>
        <translation>das Ende ihres aktiven Zweigs ist nicht unter ihren Nachrichten</translation>
    </message>
    <message>
        <source>its id stands in another conversation, too</source>
        <translation>ihre Kennung steht auch in einer anderen Unterhaltung</translation>
    </message>
    <message>
        <source>its id stands in another conversation of the history</source>
        <translation>ihre Kennung steht in einer anderen Unterhaltung des Verlaufs</translation>
    </message>
    <message>
        <source>the id of an attachment stands in the file twice</source>
        <translation>die Kennung eines Anhangs steht zweimal in der Datei</translation>
    </message>
    <message>
        <source>the id of an attachment stands in another message of the history</source>
        <translation>die Kennung eines Anhangs steht in einer anderen Nachricht des Verlaufs</translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryJson</name>
    <message>
        <source>“%1” is missing or not what it should be</source>
        <translation>„%1“ fehlt oder ist nicht, was es sein soll</translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryKeeping</name>
    <message>
        <source>Bobbin</source>
        <translation>Bobbin</translation>
    </message>
    <message>
        <source>The history is damaged. Repairing brings back everything that can be read, keeps the damaged file, and says what is missing. The window closes for that, and opens again.</source>
        <translation>Der Verlauf ist beschädigt. Die Reparatur holt alles zurück, was sich lesen lässt, hebt die beschädigte Datei auf und sagt, was fehlt. Das Fenster schließt sich dafür und öffnet sich wieder.</translation>
    </message>
    <message>
        <source>Repair now</source>
        <translation>Jetzt reparieren</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryReplacement</name>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>Es wurde nichts geändert. %1</translation>
    </message>
</context>
<context>
    <name>bobbin::HistoryTransfer</name>
    <message>
        <source>Exported to %1: %2, %3.</source>
        <translation>Nach %1 exportiert: %2, %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n Unterhaltung</numerusform>
            <numerusform>%n Unterhaltungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported %1: %2, %3, %4.</source>
        <translation>%1 importiert: %2, %3, %4.</translation>
    </message>
    <message numerus="yes">
        <source>%n new conversation(s)</source>
        <translation>
            <numerusform>%n neue Unterhaltung</numerusform>
            <numerusform>%n neue Unterhaltungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%n erneuert</numerusform>
            <numerusform>%n erneuert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is not encrypted.</source>
        <translation>Die Datei ist nicht verschlüsselt.</translation>
    </message>
</context>
<context>
    <name>bobbin::ImageLoader</name>
    <message>
        <source>It is of a kind that is not shown.</source>
        <translation>Es ist von einer Art, die nicht gezeigt wird.</translation>
    </message>
    <message>
        <source>It is too large to be shown.</source>
        <translation>Es ist zu groß, um gezeigt zu werden.</translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation>Es ist beschädigt.</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Images are not read from there.</source>
        <translation>Von dort werden keine Bilder gelesen.</translation>
    </message>
    <message>
        <source>It is larger than 20 MB.</source>
        <translation>Es ist größer als 20 MB.</translation>
    </message>
    <message>
        <source>It could not be fetched: %1</source>
        <translation>Es konnte nicht geholt werden: %1</translation>
    </message>
</context>
<context>
    <name>bobbin::ImagePart</name>
    <message>
        <source>Images are not read from there.</source>
        <translation>Von dort werden keine Bilder gelesen.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>is being received…</source>
        <translation>wird empfangen …</translation>
    </message>
    <message>
        <source>is being read…</source>
        <translation>wird gelesen …</translation>
    </message>
    <message>
        <source>The image is on another computer, which would learn that you read this.</source>
        <translation>Das Bild liegt auf einem anderen Computer, der erführe, dass Sie dies lesen.</translation>
    </message>
    <message>
        <source>The image cannot be shown. %1</source>
        <translation>Das Bild kann nicht gezeigt werden. %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Show the image from %1</source>
        <translation>Das Bild von %1 zeigen</translation>
    </message>
</context>
<context>
    <name>bobbin::Importer</name>
    <message>
        <source>it stops being JSON at byte %1</source>
        <translation>ab Byte %1 ist es kein JSON mehr</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>es ist zu tief verschachtelt</translation>
    </message>
    <message numerus="yes">
        <source>%n new service(s) came with certificates or a proxy, which were left out: whom to trust is set in the services.</source>
        <translation>
            <numerusform>%n neuer Dienst brachte Zertifikate oder einen Proxy mit, die weggelassen wurden: Wem vertraut wird, steht bei den Diensten.</numerusform>
            <numerusform>%n neue Dienste brachten Zertifikate oder einen Proxy mit, die weggelassen wurden: Wem vertraut wird, steht bei den Diensten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::InfoDialogs</name>
    <message>
        <source>Send the message</source>
        <translation>Die Nachricht senden</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Break the line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Umschalt+Eingabe</translation>
    </message>
    <message>
        <source>Edit the last message, in an empty composer</source>
        <translation>Die letzte Nachricht bearbeiten, im leeren Eingabefeld</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Pfeil auf</translation>
    </message>
    <message>
        <source>Move a conversation to the trash, in the list</source>
        <translation>Eine Unterhaltung in den Papierkorb legen, in der Liste</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Next or previous message, in the transcript</source>
        <translation>Nächste oder vorige Nachricht, im Verlauf der Unterhaltung</translation>
    </message>
    <message>
        <source>Menu of the message, in the transcript</source>
        <translation>Menü der Nachricht, im Verlauf der Unterhaltung</translation>
    </message>
    <message>
        <source>Shift+F10</source>
        <translation>Umschalt+F10</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>About Bobbin</source>
        <translation>Über Bobbin</translation>
    </message>
    <message>
        <source>Bobbin %1 (Qt %2)</source>
        <translation>Bobbin %1 (Qt %2)</translation>
    </message>
    <message>
        <source>You never lose the thread: your conversations are kept on this computer, whatever a server forgets.

Bobbin is free software under the MIT licence.</source>
        <translation>Sie verlieren nie den Faden: Ihre Unterhaltungen bleiben auf diesem Computer, was immer ein Server vergisst.

Bobbin ist freie Software unter der MIT-Lizenz.</translation>
    </message>
</context>
<context>
    <name>bobbin::InstructionsDialog</name>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>What the model is told before the conversation, each time (the system prompt).</source>
        <translation>Was dem Modell jedes Mal vor der Unterhaltung gesagt wird (der System-Prompt).</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>As the service has it</source>
        <translation>Wie beim Dienst üblich</translation>
    </message>
    <message>
        <source>Longest reply, in tokens</source>
        <translation>Längste Antwort, in Token</translation>
    </message>
    <message>
        <source>What you changed here has not been taken over yet.</source>
        <translation>Was Sie hier geändert haben, ist noch nicht übernommen.</translation>
    </message>
</context>
<context>
    <name>bobbin::LinkDialog</name>
    <message>
        <source>Link to another place</source>
        <translation>Verweis auf einen anderen Ort</translation>
    </message>
    <message>
        <source>This link leads to %1, and its text says something else.</source>
        <translation>Dieser Verweis führt zu %1, sein Text sagt etwas anderes.</translation>
    </message>
    <message>
        <source>It says:
%1

It leads to:
%2</source>
        <translation>Er sagt:
%1

Er führt zu:
%2</translation>
    </message>
    <message>
        <source>&amp;Open %1</source>
        <translation>%1 ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Copy the address</source>
        <translation>Adresse &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>bobbin::Main</name>
    <message>
        <source>Bobbin</source>
        <translation>Bobbin</translation>
    </message>
    <message>
        <source>There is no display to open a window on. Commands such as --ask and --export work without one; see --help.</source>
        <translation>Es gibt keinen Bildschirm, auf dem sich ein Fenster öffnen ließe. Aufträge wie --ask und --export gehen auch ohne; siehe --help.</translation>
    </message>
</context>
<context>
    <name>bobbin::MainActions</name>
    <message>
        <source>&amp;New conversation</source>
        <translation>&amp;Neue Unterhaltung</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>&amp;Export history…</source>
        <translation>Verlauf &amp;exportieren …</translation>
    </message>
    <message>
        <source>Export &amp;conversation…</source>
        <translation>Unterhaltung e&amp;xportieren …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Ein&amp;stellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Find in the conversation</source>
        <translation>In der Unterhaltung &amp;suchen</translation>
    </message>
    <message>
        <source>Search &amp;everything</source>
        <translation>&amp;Alles durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Go to anything…</source>
        <translation>&amp;Gehe zu …</translation>
    </message>
    <message>
        <source>&amp;Copy the last code block</source>
        <translation>Letzten &amp;Codeblock kopieren</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>In den &amp;Papierkorb</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>&amp;Anheften</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>A&amp;rchivieren</translation>
    </message>
    <message>
        <source>&amp;Stop the reply</source>
        <translation>Antwort an&amp;halten</translation>
    </message>
    <message>
        <source>Ask a&amp;gain</source>
        <translation>Er&amp;neut fragen</translation>
    </message>
    <message>
        <source>&amp;Instructions…</source>
        <translation>An&amp;weisungen …</translation>
    </message>
    <message>
        <source>P&amp;revious conversation</source>
        <translation>&amp;Vorige Unterhaltung</translation>
    </message>
    <message>
        <source>Ne&amp;xt conversation</source>
        <translation>&amp;Nächste Unterhaltung</translation>
    </message>
    <message>
        <source>Colors of the s&amp;ystem</source>
        <translation>&amp;Farben des Systems</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Wrap long lines of code</source>
        <translation>Lange Code&amp;zeilen umbrechen</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Bobbin</source>
        <translation>Ü&amp;ber Bobbin</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Unterhaltung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Practice service</source>
        <translation>&amp;Übungsdienst</translation>
    </message>
    <message>
        <source>&amp;What will be sent…</source>
        <translation>Was &amp;gesendet wird …</translation>
    </message>
    <message>
        <source>&amp;Usage…</source>
        <translation>Ver&amp;brauch …</translation>
    </message>
    <message>
        <source>Ser&amp;ver thread…</source>
        <translation>&amp;Server-Thread …</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinerer Text</translation>
    </message>
    <message>
        <source>Usual te&amp;xt size</source>
        <translation>Übliche Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drucken …</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>Als P&amp;DF speichern …</translation>
    </message>
    <message>
        <source>&amp;Quote in the message</source>
        <translation>In der Nachricht &amp;zitieren</translation>
    </message>
    <message>
        <source>&amp;Compact transcript</source>
        <translation>&amp;Kompakter Verlaufstext</translation>
    </message>
    <message>
        <source>New f&amp;older…</source>
        <translation>Neuer &amp;Ordner …</translation>
    </message>
    <message>
        <source>Sort by last &amp;activity</source>
        <translation>Nach letzter &amp;Aktivität sortieren</translation>
    </message>
    <message>
        <source>Sort by &amp;creation</source>
        <translation>Nach &amp;Entstehung sortieren</translation>
    </message>
    <message>
        <source>Sort by &amp;title</source>
        <translation>Nach &amp;Titel sortieren</translation>
    </message>
    <message>
        <source>Ask another &amp;model…</source>
        <translation>Anderes &amp;Modell fragen …</translation>
    </message>
    <message>
        <source>&amp;Branches</source>
        <translation>&amp;Zweige</translation>
    </message>
    <message>
        <source>New &amp;temporary conversation</source>
        <translation>Neue &amp;temporäre Unterhaltung</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
</context>
<context>
    <name>bobbin::MainWindow</name>
    <message>
        <source>Bobbin</source>
        <translation>Bobbin</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Nicht mehr &amp;anheften</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>&amp;Anheften</translation>
    </message>
    <message>
        <source>Move out of the &amp;archive</source>
        <translation>Aus dem A&amp;rchiv holen</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>A&amp;rchivieren</translation>
    </message>
    <message>
        <source>%1 – Bobbin</source>
        <translation>%1 – Bobbin</translation>
    </message>
    <message>
        <source>Not everything is saved</source>
        <translation>Nicht alles ist gespeichert</translation>
    </message>
    <message>
        <source>A reply or a draft could not be saved, because the disk does not take it. If you close Bobbin now, it is lost.</source>
        <translation>Eine Antwort oder ein Entwurf konnte nicht gespeichert werden, weil der Datenträger sie nicht annimmt. Wenn Sie Bobbin jetzt schließen, geht sie verloren.</translation>
    </message>
    <message>
        <source>“%1” is no link to a conversation. Copy the link once more: it looks like %2.</source>
        <translation>„%1“ ist kein Verweis auf eine Unterhaltung. Kopieren Sie den Verweis noch einmal: Er sieht aus wie %2.</translation>
    </message>
    <message>
        <source>Temporary conversation – Bobbin</source>
        <translation>Temporäre Unterhaltung – Bobbin</translation>
    </message>
</context>
<context>
    <name>bobbin::MarkdownBuilder</name>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>bobbin::Message</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>being received</source>
        <translation>wird empfangen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>The service gave no answer.</source>
        <translation>Der Dienst hat keine Antwort gegeben.</translation>
    </message>
    <message>
        <source>Interrupted before the answer was complete.</source>
        <translation>Unterbrochen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>Interrupted: %1</source>
        <translation>Unterbrochen: %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>It was still being written.</source>
        <translation>Sie wurde noch geschrieben.</translation>
    </message>
    <message>
        <source>Refused: the model declined to answer.</source>
        <translation>Verweigert: Das Modell hat eine Antwort abgelehnt.</translation>
    </message>
    <message>
        <source>Cut off at the token limit.</source>
        <translation>An der Token-Grenze abgeschnitten.</translation>
    </message>
    <message>
        <source>Cut off by the service&apos;s content filter.</source>
        <translation>Vom Inhaltsfilter des Dienstes abgeschnitten.</translation>
    </message>
</context>
<context>
    <name>bobbin::MessageActions</name>
    <message>
        <source>&amp;Quote</source>
        <translation>&amp;Zitieren</translation>
    </message>
    <message>
        <source>Copy lin&amp;k to the message</source>
        <translation>Lin&amp;k zur Nachricht kopieren</translation>
    </message>
    <message>
        <source>The link was copied. It leads to the message in this program&apos;s history.</source>
        <translation>Der Link wurde kopiert. Er führt zur Nachricht im Verlauf dieses Programms.</translation>
    </message>
    <message>
        <source>De&amp;lete message</source>
        <translation>Nachricht &amp;löschen</translation>
    </message>
    <message>
        <source>Delete from &amp;here on</source>
        <translation>Von &amp;hier an löschen</translation>
    </message>
</context>
<context>
    <name>bobbin::MessageItem</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach …</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Hide the reasoning</source>
        <translation>Gedankengang verbergen</translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation>Gedankengang zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Retry: write another answer</source>
        <translation>Wiederholen: eine andere Antwort schreiben lassen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Previous alternative</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Next alternative</source>
        <translation>Nächste Fassung</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Die Antwort fortsetzen</translation>
    </message>
    <message>
        <source>The answer is empty.</source>
        <translation>Die Antwort ist leer.</translation>
    </message>
    <message>
        <source>Milestone</source>
        <translation>Meilenstein</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Details of: %1</source>
        <translation>Details zu: %1</translation>
    </message>
    <message>
        <source>%1 → %2 tokens</source>
        <translation>%1 → %2 Token</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>tokens per second</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>What stands above is left out of the next request.</source>
        <translation>Was darüber steht, fehlt in der nächsten Anfrage.</translation>
    </message>
</context>
<context>
    <name>bobbin::MessageListImport</name>
    <message>
        <source>Imported conversation</source>
        <translation>Importierte Unterhaltung</translation>
    </message>
    <message>
        <source>message %1 has no “role” and “content” that can be understood</source>
        <translation>Nachricht %1 hat keine verständlichen Angaben „role“ und „content“</translation>
    </message>
    <message>
        <source>it has no messages</source>
        <translation>es enthält keine Nachrichten</translation>
    </message>
</context>
<context>
    <name>bobbin::ModelFiguresDialog</name>
    <message>
        <source>As known: $ %1</source>
        <translation>Wie bekannt: $ %1</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Figures of %1</source>
        <translation>Modelldaten von %1</translation>
    </message>
    <message>
        <source>Bobbin decides by the context window how much of a conversation is sent, and reckons costs by the prices. Enter what your service says where Bobbin does not know it, or knows it wrong.</source>
        <translation>Nach dem Kontextfenster entscheidet Bobbin, wie viel von einer Unterhaltung gesendet wird, und nach den Preisen berechnet es die Kosten. Tragen Sie ein, was Ihr Dienst angibt, wo Bobbin es nicht oder falsch weiß.</translation>
    </message>
    <message>
        <source>Context window, in tokens</source>
        <translation>Kontextfenster, in Token</translation>
    </message>
    <message>
        <source>As known: %1</source>
        <translation>Wie bekannt: %1</translation>
    </message>
    <message>
        <source>Price of a million tokens read</source>
        <translation>Preis einer Million gelesener Token</translation>
    </message>
    <message>
        <source>Price of a million tokens written</source>
        <translation>Preis einer Million geschriebener Token</translation>
    </message>
</context>
<context>
    <name>bobbin::ModelPicker</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The model that is asked. Choose one, or type its name and press Enter.</source>
        <translation>Das Modell, das gefragt wird. Wählen Sie eines, oder geben Sie seinen Namen ein und drücken Sie die Eingabetaste.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Service: %1</source>
        <translation>Dienst: %1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>a model and its service</comment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>bobbin::ModelsDialog</name>
    <message>
        <source>Retry with another model</source>
        <translation>Mit einem anderen Modell wiederholen</translation>
    </message>
    <message>
        <source>Each model that you tick writes an answer of its own, one after the other. The conversation itself keeps its model.</source>
        <translation>Jedes Modell, das Sie ankreuzen, schreibt eine eigene Antwort, eines nach dem anderen. Die Unterhaltung selbst behält ihr Modell.</translation>
    </message>
    <message>
        <source>Find a model</source>
        <translation>Modell suchen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>&amp;Fragen</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a model and its service</comment>
        <translation>%1 bei %2</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Ask %n model(s)</source>
        <translation>
            <numerusform>%n Modell &amp;fragen</numerusform>
            <numerusform>%n Modelle &amp;fragen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bobbin::NetworkPage</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Putting the password into the keychain…</source>
        <translation>Das Passwort kommt in den Schlüsselbund …</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>The way into the network that you entered has not been saved.</source>
        <translation>Der Weg ins Netz, den Sie eingegeben haben, ist nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>bobbin::NoticeBar</name>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Nicht weiter versuchen</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Save the reply as…</source>
        <translation>Antwort speichern unter …</translation>
    </message>
    <message>
        <source>Look at the certificate</source>
        <translation>Zertifikat ansehen</translation>
    </message>
</context>
<context>
    <name>bobbin::OrganizeMenu</name>
    <message>
        <source>Move to &amp;folder</source>
        <translation>In &amp;Ordner verschieben</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>Schla&amp;gwörter</translation>
    </message>
    <message>
        <source>&amp;No folder</source>
        <translation>&amp;Kein Ordner</translation>
    </message>
    <message>
        <source>New &amp;folder…</source>
        <translation>Neuer &amp;Ordner …</translation>
    </message>
    <message>
        <source>New &amp;tag…</source>
        <translation>&amp;Neues Schlagwort …</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Name of the folder:</source>
        <translation>Name des Ordners:</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Neues Schlagwort</translation>
    </message>
    <message>
        <source>Tag:</source>
        <translation>Schlagwort:</translation>
    </message>
</context>
<context>
    <name>bobbin::Organizer</name>
    <message>
        <source>%1 (fork)</source>
        <comment>title of a copy</comment>
        <translation>%1 (Abzweigung)</translation>
    </message>
</context>
<context>
    <name>bobbin::Organizing</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“%1” was moved to the trash.</source>
        <translation>„%1“ wurde in den Papierkorb gelegt.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were moved to the trash.</source>
        <translation>
            <numerusform>%n Unterhaltung wurde in den Papierkorb gelegt.</numerusform>
            <numerusform>%n Unterhaltungen wurden in den Papierkorb gelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder “%1” was deleted. Its conversations were kept.</source>
        <translation>Der Ordner „%1“ wurde gelöscht. Seine Unterhaltungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>“%1” is in no folder now.</source>
        <translation>„%1“ ist jetzt in keinem Ordner.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations are in no folder now.</source>
        <translation>
            <numerusform>%n Unterhaltung ist jetzt in keinem Ordner.</numerusform>
            <numerusform>%n Unterhaltungen sind jetzt in keinem Ordner.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was moved to “%2”.</source>
        <translation>„%1“ wurde in „%2“ verschoben.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were moved to “%1”.</source>
        <translation>
            <numerusform>%n Unterhaltung wurde in „%1“ verschoben.</numerusform>
            <numerusform>%n Unterhaltungen wurden in „%1“ verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was archived.</source>
        <translation>„%1“ wurde archiviert.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were archived.</source>
        <translation>
            <numerusform>%n Unterhaltung wurde archiviert.</numerusform>
            <numerusform>%n Unterhaltungen wurden archiviert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were moved out of the archive.</source>
        <translation>
            <numerusform>%n Unterhaltung wurde aus dem Archiv geholt.</numerusform>
            <numerusform>%n Unterhaltungen wurden aus dem Archiv geholt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were restored.</source>
        <translation>
            <numerusform>%n Unterhaltung wurde wiederhergestellt.</numerusform>
            <numerusform>%n Unterhaltungen wurden wiederhergestellt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were pinned.</source>
        <translation>
            <numerusform>%n Unterhaltung wurde angeheftet.</numerusform>
            <numerusform>%n Unterhaltungen wurden angeheftet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were unpinned.</source>
        <translation>
            <numerusform>%n Unterhaltung ist nicht mehr angeheftet.</numerusform>
            <numerusform>%n Unterhaltungen sind nicht mehr angeheftet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations were tagged “%1”.</source>
        <translation>
            <numerusform>%n Unterhaltung hat jetzt das Schlagwort „%1“.</numerusform>
            <numerusform>%n Unterhaltungen haben jetzt das Schlagwort „%1“.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “%1” was taken off %n conversations.</source>
        <translation>
            <numerusform>Das Schlagwort „%1“ wurde von %n Unterhaltung entfernt.</numerusform>
            <numerusform>Das Schlagwort „%1“ wurde von %n Unterhaltungen entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The message was deleted.</source>
        <translation>Die Nachricht wurde gelöscht.</translation>
    </message>
</context>
<context>
    <name>bobbin::PaletteDialog</name>
    <message>
        <source>Go to anything</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Go to a conversation, folder or command…</source>
        <translation>Zu einer Unterhaltung, einem Ordner oder Befehl …</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>bobbin::PaperDialogs</name>
    <message>
        <source>Printing…</source>
        <translation>Wird gedruckt …</translation>
    </message>
    <message>
        <source>The conversation was printed.</source>
        <translation>Die Unterhaltung wurde gedruckt.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saving as PDF…</source>
        <translation>Wird als PDF gespeichert …</translation>
    </message>
    <message>
        <source>“%1” was saved.</source>
        <translation>„%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>It could not be written. Is there room, and may you write there?</source>
        <translation>Es konnte nicht geschrieben werden. Ist dort Platz, und dürfen Sie dort schreiben?</translation>
    </message>
    <message>
        <source>“%1” could not be saved: %2</source>
        <translation>„%1“ konnte nicht gespeichert werden: %2</translation>
    </message>
</context>
<context>
    <name>bobbin::PassphraseDialog</name>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe anzeigen</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>Bisherige Passphrase</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message numerus="yes">
        <source>Decrypt the %n backup(s), too</source>
        <translation>
            <numerusform>Auch die Sicherung entschlüsseln</numerusform>
            <numerusform>Auch die %n Sicherungen entschlüsseln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Encrypt the %n backup(s) with it, too</source>
        <translation>
            <numerusform>Auch die Sicherung damit verschlüsseln</numerusform>
            <numerusform>Auch die %n Sicherungen damit verschlüsseln</numerusform>
        </translation>
    </message>
    <message>
        <source>Remember on this computer, in the keychain</source>
        <translation>Auf diesem Rechner merken, im Schlüsselbund</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Bobbin closes its window for it, and opens again.</source>
        <translation>Bobbin schließt dazu sein Fenster und öffnet es wieder.</translation>
    </message>
    <message>
        <source>Encrypt the history</source>
        <translation>Verlauf verschlüsseln</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>The history and its backups can then be read only with a passphrase. Write it down and keep it in a safe place: without it nobody can read them, and nobody can help.</source>
        <translation>Der Verlauf und seine Sicherungen lassen sich dann nur mit einer Passphrase lesen. Schreiben Sie sie auf und verwahren Sie sie sicher: Ohne sie kann sie niemand lesen, und niemand kann helfen.</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove the passphrase</source>
        <translation>Passphrase entfernen</translation>
    </message>
    <message>
        <source>Decrypt</source>
        <translation>Entschlüsseln</translation>
    </message>
    <message>
        <source>Whoever can read the files of this computer can then read the history.</source>
        <translation>Wer die Dateien dieses Rechners lesen kann, kann dann den Verlauf lesen.</translation>
    </message>
    <message>
        <source>Repeat it</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
    <message>
        <source>This is short and can be guessed by a computer. Four or more words that do not belong together are good.</source>
        <translation>Das ist kurz und lässt sich von einem Rechner erraten. Gut sind vier oder mehr Wörter, die nichts miteinander zu tun haben.</translation>
    </message>
</context>
<context>
    <name>bobbin::PlaceList</name>
    <message>
        <source>Folders and tags</source>
        <translation>Ordner und Schlagwörter</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Ordner löschen</translation>
    </message>
</context>
<context>
    <name>bobbin::PlaceListModel</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>Alle Unterhaltungen</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
</context>
<context>
    <name>bobbin::PracticeServer</name>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
</context>
<context>
    <name>bobbin::ProxyFields</name>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Proxy host</source>
        <translation>Rechner des Proxys</translation>
    </message>
    <message>
        <source>Proxy port</source>
        <translation>Port des Proxys</translation>
    </message>
    <message>
        <source>Proxy user</source>
        <translation>Benutzer beim Proxy</translation>
    </message>
    <message>
        <source>Proxy password</source>
        <translation>Passwort beim Proxy</translation>
    </message>
    <message>
        <source>Not through the proxy</source>
        <translation>Nicht über den Proxy</translation>
    </message>
    <message>
        <source>As in the tab “Network”</source>
        <translation>Wie im Reiter „Netzwerk“</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>HTTP proxy</source>
        <translation>HTTP-Proxy</translation>
    </message>
    <message>
        <source>SOCKS5 proxy</source>
        <translation>SOCKS5-Proxy</translation>
    </message>
    <message>
        <source>Leave empty if the proxy asks for none</source>
        <translation>Leer lassen, wenn der Proxy keinen verlangt</translation>
    </message>
    <message>
        <source>example.com, 10.0.0.0/8; this computer never is</source>
        <translation>example.com, 10.0.0.0/8; dieser Rechner nie</translation>
    </message>
    <message>
        <source>Kept in the keychain</source>
        <translation>Kommt in den Schlüsselbund</translation>
    </message>
    <message>
        <source>In the keychain; type to replace it</source>
        <translation>Im Schlüsselbund; zum Ersetzen neu eingeben</translation>
    </message>
    <message>
        <source>Type the host of the proxy, such as proxy.example.com, without http:// and without its port.</source>
        <translation>Geben Sie den Rechner des Proxys an, etwa proxy.example.com, ohne http:// und ohne den Port.</translation>
    </message>
    <message>
        <source>“%1” is neither a host nor a network. Write hosts and networks, such as example.com and 10.0.0.0/8, with commas between them.</source>
        <translation>„%1“ ist weder ein Rechner noch ein Netz. Schreiben Sie Rechner und Netze, etwa example.com und 10.0.0.0/8, mit Kommas dazwischen.</translation>
    </message>
</context>
<context>
    <name>bobbin::Rescue</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Bobbin</source>
        <translation>Bobbin</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wiederherstellung läuft …</translation>
    </message>
    <message>
        <source>The backup is now the history. The one before was kept as %1.</source>
        <translation>Die Sicherung ist jetzt der Verlauf. Der vorige wurde als %1 aufgehoben.</translation>
    </message>
    <message>
        <source>The history is damaged. What can be read is brought back…</source>
        <translation>Der Verlauf ist beschädigt. Was sich lesen lässt, wird zurückgeholt …</translation>
    </message>
    <message>
        <source>Keep what was recovered</source>
        <translation>Zurückgeholtes behalten</translation>
    </message>
    <message>
        <source>There is a verified backup of %1 with %2 conversations. It lacks what was written since.</source>
        <translation>Es gibt eine geprüfte Sicherung vom %1 mit %2 Unterhaltungen. Ihr fehlt, was seitdem geschrieben wurde.</translation>
    </message>
    <message>
        <source>Restore that instead</source>
        <translation>Stattdessen diese wiederherstellen</translation>
    </message>
    <message>
        <source>The history %1 is gone, but there are backups of it. The newest is of %2.</source>
        <translation>Der Verlauf %1 ist verschwunden, es gibt aber Sicherungen davon. Die neueste ist vom %2.</translation>
    </message>
    <message>
        <source>Restore the backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Begin a new history</source>
        <translation>Neuen Verlauf beginnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The key could not be kept in the keychain; Bobbin will ask for the passphrase. %1</source>
        <translation>Der Schlüssel konnte nicht im Schlüsselbund aufbewahrt werden; Bobbin wird nach der Passphrase fragen. %1</translation>
    </message>
    <message>
        <source>The history is encrypted now.</source>
        <translation>Der Verlauf ist jetzt verschlüsselt.</translation>
    </message>
    <message>
        <source>The history is not encrypted any more.</source>
        <translation>Der Verlauf ist nicht mehr verschlüsselt.</translation>
    </message>
    <message>
        <source>These backups are as they were: %1</source>
        <translation>Diese Sicherungen sind, wie sie waren: %1</translation>
    </message>
    <message>
        <source>These earlier histories are not encrypted; delete them if you need them no more: %1</source>
        <translation>Diese früheren Verläufe sind nicht verschlüsselt; löschen Sie sie, wenn Sie sie nicht mehr brauchen: %1</translation>
    </message>
    <message>
        <source>Decrypting…</source>
        <translation>Wird entschlüsselt …</translation>
    </message>
    <message>
        <source>Encrypting…</source>
        <translation>Wird verschlüsselt …</translation>
    </message>
    <message>
        <source>Nothing was changed: that was not the present passphrase.</source>
        <translation>Nichts wurde geändert: Das war nicht die bisherige Passphrase.</translation>
    </message>
    <message>
        <source>Nothing was changed: the system&apos;s cryptography (OpenSSL) made no key. Check how it is configured.</source>
        <translation>Nichts wurde geändert: Die Kryptografie des Systems (OpenSSL) hat keinen Schlüssel erzeugt. Prüfen Sie, wie sie eingerichtet ist.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>time and size of a backup</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>&amp;Backup:</source>
        <translation>&amp;Sicherung:</translation>
    </message>
    <message>
        <source>The history %1 is gone. There are backups of it, but none can be read.</source>
        <translation>Der Verlauf %1 ist nicht mehr da. Es gibt Sicherungen davon, aber keine lässt sich lesen.</translation>
    </message>
    <message>
        <source>Another backup…</source>
        <translation>Andere Sicherung …</translation>
    </message>
</context>
<context>
    <name>bobbin::Salvage</name>
    <message>
        <source>[The rest of this message was lost when the history was damaged.]</source>
        <translation>[Der Rest dieser Nachricht ging verloren, als der Verlauf beschädigt wurde.]</translation>
    </message>
    <message>
        <source>The history was damaged. What could be read was brought back.</source>
        <translation>Der Verlauf war beschädigt. Was sich lesen ließ, wurde zurückgeholt.</translation>
    </message>
    <message>
        <source>Brought back: %1 conversations, %2 messages, %3 files, %4 services.</source>
        <translation>Zurückgeholt: %1 Unterhaltungen, %2 Nachrichten, %3 Dateien, %4 Dienste.</translation>
    </message>
    <message>
        <source>Conversations that were made anew from their messages, with “Recovered” in their titles: %1.</source>
        <translation>Unterhaltungen, die aus ihren Nachrichten neu angelegt wurden, mit „Wiederhergestellt“ im Titel: %1.</translation>
    </message>
    <message>
        <source>Folders whose names are lost: %1.</source>
        <translation>Ordner, deren Namen verloren sind: %1.</translation>
    </message>
    <message>
        <source>Messages that are lost; their places are marked: %1.</source>
        <translation>Verlorene Nachrichten, deren Stellen gekennzeichnet sind: %1.</translation>
    </message>
    <message>
        <source>Messages whose end is lost: %1.</source>
        <translation>Nachrichten, deren Ende verloren ist: %1.</translation>
    </message>
    <message>
        <source>Conversations of which nothing is left: %1.</source>
        <translation>Unterhaltungen, von denen nichts übrig ist: %1.</translation>
    </message>
    <message>
        <source>Parts of the file that could not be read: %1.</source>
        <translation>Teile der Datei, die sich nicht lesen ließen: %1.</translation>
    </message>
    <message>
        <source>Nothing is known to be missing.</source>
        <translation>Soweit bekannt, fehlt nichts.</translation>
    </message>
    <message>
        <source>The new history has faults of its own: %1</source>
        <translation>Der neue Verlauf hat selbst Fehler: %1</translation>
    </message>
    <message>
        <source>The damaged file was kept as it was: %1</source>
        <translation>Die beschädigte Datei wurde aufgehoben, wie sie war: %1</translation>
    </message>
    <message>
        <source>[The message that stood here was lost when the history was damaged.]</source>
        <translation>[Die Nachricht, die hier stand, ging verloren, als der Verlauf beschädigt wurde.]</translation>
    </message>
    <message>
        <source>Recovered files</source>
        <translation>Wiederhergestellte Dateien</translation>
    </message>
    <message>
        <source>Recovered conversation</source>
        <translation>Wiederhergestellte Unterhaltung</translation>
    </message>
    <message>
        <source>Recovered: %1</source>
        <translation>Wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>Recovered folder</source>
        <translation>Wiederhergestellter Ordner</translation>
    </message>
    <message>
        <source>Entries of a form that this version of Bobbin does not know: %1.</source>
        <translation>Einträge in einer Form, die diese Version von Bobbin nicht kennt: %1.</translation>
    </message>
    <message>
        <source>The new history is not encrypted, though backups are. Settings ▸ Data encrypts it.</source>
        <translation>Der neue Verlauf ist nicht verschlüsselt, obwohl Sicherungen es sind. Unter Einstellungen ▸ Daten lässt er sich verschlüsseln.</translation>
    </message>
    <message>
        <source>Files that are lost: %1.</source>
        <translation>Verlorene Dateien: %1.</translation>
    </message>
    <message>
        <source>Other entries that are lost: %1.</source>
        <translation>Andere verlorene Einträge: %1.</translation>
    </message>
</context>
<context>
    <name>bobbin::SecretStore</name>
    <message>
        <source>No key was found in the keychain. If the keychain is locked, unlock it and try again.</source>
        <translation>Im Schlüsselbund wurde kein Schlüssel gefunden. Ist der Schlüsselbund gesperrt, so entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The keychain refused (%1). Unlock it or allow the access, then try again.</source>
        <translation>Der Schlüsselbund hat abgelehnt (%1). Entsperren Sie ihn oder erlauben Sie den Zugriff, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>This system has no keychain that runs (%1).</source>
        <translation>Auf diesem System läuft kein Schlüsselbund (%1).</translation>
    </message>
    <message>
        <source>The keychain did not answer. It may be waiting for its password.</source>
        <translation>Der Schlüsselbund hat nicht geantwortet. Vielleicht wartet er auf sein Passwort.</translation>
    </message>
    <message>
        <source>The keychain failed (%1).</source>
        <translation>Der Schlüsselbund ist gescheitert (%1).</translation>
    </message>
</context>
<context>
    <name>bobbin::SentDialog</name>
    <message>
        <source>What will be sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Nachrichten</translation>
    </message>
    <message>
        <source>&amp;Request</source>
        <translation>&amp;Anfrage</translation>
    </message>
    <message>
        <source>Model &amp;figures…</source>
        <translation>&amp;Modelldaten …</translation>
    </message>
    <message>
        <source>Copy as &amp;curl</source>
        <translation>Als &amp;curl kopieren</translation>
    </message>
    <message>
        <source>Copy the &amp;body</source>
        <translation>&amp;Inhalt kopieren</translation>
    </message>
    <message>
        <source>a service that was removed</source>
        <translation>einem Dienst, der entfernt wurde</translation>
    </message>
    <message>
        <source>%1 at %2, context: %3</source>
        <translation>%1 bei %2, Kontext: %3</translation>
    </message>
    <message>
        <source>%1 tokens, counted as the service counts them</source>
        <translation>%1 Token, so gezählt, wie der Dienst zählt</translation>
    </message>
    <message>
        <source>About %1 tokens, by an estimate</source>
        <translation>Geschätzt etwa %1 Token</translation>
    </message>
    <message>
        <source>; the model&apos;s window has %1, the prompt may have %2</source>
        <translation>; das Fenster des Modells hat %1, der Prompt darf %2 haben</translation>
    </message>
    <message>
        <source>The service counted %1 and wrote %2.</source>
        <translation>Der Dienst hat %1 gezählt und %2 geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) were left out, since they do not fit; a summary stands for them.</source>
        <translation>
            <numerusform>%n frühere Nachricht wurde weggelassen, da sie nicht passt; eine Zusammenfassung steht für sie.</numerusform>
            <numerusform>%n frühere Nachrichten wurden weggelassen, da sie nicht passen; eine Zusammenfassung steht für sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) were left out, since they do not fit.</source>
        <translation>
            <numerusform>%n frühere Nachricht wurde weggelassen, da sie nicht passt.</numerusform>
            <numerusform>%n frühere Nachrichten wurden weggelassen, da sie nicht passen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left out.</source>
        <translation>Nichts wird weggelassen.</translation>
    </message>
    <message>
        <source>The service holds what came before, as %1.</source>
        <translation>Was davor kam, hat der Dienst als %1.</translation>
    </message>
    <message>
        <source>The service will be given what came before first, as far as half of the window takes it.</source>
        <translation>Der Dienst erhält zuerst, was davor kam, soweit es in die Hälfte des Fensters passt.</translation>
    </message>
    <message numerus="yes">
        <source>It cannot be sent: it is too long by %n token(s).</source>
        <translation>
            <numerusform>Es lässt sich nicht senden: Es ist um %n Token zu lang.</numerusform>
            <numerusform>Es lässt sich nicht senden: Es ist um %n Token zu lang.</numerusform>
        </translation>
    </message>
    <message>
        <source>The prompt costs %1.</source>
        <translation>Der Prompt kostet %1.</translation>
    </message>
    <message>
        <source>It cost %1.</source>
        <translation>Das hat %1 gekostet.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Nothing but the wish for a reply: the service has everything.</source>
        <translation>Nichts als der Wunsch nach einer Antwort: Der Dienst hat alles.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Something of it was deleted since, and is not shown.</source>
        <translation>Etwas davon wurde seitdem gelöscht und wird nicht gezeigt.</translation>
    </message>
</context>
<context>
    <name>bobbin::ServiceContext</name>
    <message>
        <source>The context is given as</source>
        <translation>Der Kontext wird gegeben als</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Bobbin makes one</source>
        <translation>Bobbin legt einen an</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Ask before each turn whether the service still has it</source>
        <translation>Vor jeder Nachricht fragen, ob der Dienst ihn noch hat</translation>
    </message>
    <message>
        <source>Check the thread</source>
        <translation>Thread prüfen</translation>
    </message>
    <message>
        <source>The service keeps it for</source>
        <translation>Der Dienst behält ihn</translation>
    </message>
    <message>
        <source>Model for titles and summaries</source>
        <translation>Modell für Titel und Zusammenfassungen</translation>
    </message>
    <message>
        <source>That of the conversation</source>
        <translation>Das der Unterhaltung</translation>
    </message>
    <message>
        <source>May be asked for titles of conversations</source>
        <translation>Darf um Titel für Unterhaltungen gebeten werden</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>May be asked for summaries of what no longer fits</source>
        <translation>Darf um Zusammenfassungen dessen gebeten werden, was nicht mehr passt</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Auflisten</translation>
    </message>
    <message>
        <source>List the service&apos;s assistants</source>
        <translation>Die Assistenten des Dienstes auflisten</translation>
    </message>
    <message>
        <source>(without a name)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <comment>name, model and id of an assistant</comment>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>The service has no assistants yet.</source>
        <translation>Der Dienst hat noch keine Assistenten.</translation>
    </message>
    <message>
        <source> d without use</source>
        <comment>days</comment>
        <translation> Tage ohne Benutzung</translation>
    </message>
</context>
<context>
    <name>bobbin::ServiceGuide</name>
    <message>
        <source>Not everything is saved</source>
        <translation>Nicht alles ist gespeichert</translation>
    </message>
    <message>
        <source>What you entered in the settings has not been saved. If you close Bobbin now, it is lost.</source>
        <translation>Was Sie in den Einstellungen eingegeben haben, ist nicht gespeichert. Wenn Sie Bobbin jetzt schließen, geht es verloren.</translation>
    </message>
</context>
<context>
    <name>bobbin::ServiceNetwork</name>
    <message>
        <source>Trusted certificate</source>
        <translation>Vertrautes Zertifikat</translation>
    </message>
    <message>
        <source>Trust no longer</source>
        <translation>Nicht mehr vertrauen</translation>
    </message>
    <message>
        <source>Your certificate</source>
        <translation>Ihr Zertifikat</translation>
    </message>
    <message>
        <source>Its passphrase</source>
        <translation>Dessen Passphrase</translation>
    </message>
    <message>
        <source>PEM or PKCS#12 file, if the service asks who you are</source>
        <translation>PEM- oder PKCS#12-Datei, falls der Dienst fragt, wer Sie sind</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose the file of your certificate</source>
        <translation>Datei Ihres Zertifikats wählen</translation>
    </message>
    <message>
        <source>Kept in the keychain</source>
        <translation>Kommt in den Schlüsselbund</translation>
    </message>
    <message>
        <source>In the keychain; type to replace it</source>
        <translation>Im Schlüsselbund; zum Ersetzen neu eingeben</translation>
    </message>
    <message>
        <source>None; the authorities that this computer trusts decide</source>
        <translation>Keines; die Stellen, denen dieser Rechner vertraut, entscheiden</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.p12 *.pfx);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.p12 *.pfx);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>bobbin::ServicePage</name>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Default model</source>
        <translation>Standardmodell</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation>Dienst hinzufügen</translation>
    </message>
    <message>
        <source>OpenAI</source>
        <translation>OpenAI</translation>
    </message>
    <message>
        <source>Kept in the keychain; leave empty if the service needs none</source>
        <translation>Kommt in den Schlüsselbund; leer lassen, wenn der Dienst keinen braucht</translation>
    </message>
    <message>
        <source>Choose, or type its name</source>
        <translation>Wählen oder den Namen eingeben</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Dienst</translation>
    </message>
    <message>
        <source>&amp;Base URL</source>
        <translation>&amp;Basis-URL</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>API-&amp;Schlüssel</translation>
    </message>
    <message>
        <source>Default &amp;model</source>
        <translation>Standard&amp;modell</translation>
    </message>
    <message>
        <source>Key header</source>
        <translation>Kopfzeile des Schlüssels</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>Zusätzliche Kopfzeilen</translation>
    </message>
    <message>
        <source>Name: value, one a line; no secrets</source>
        <translation>Name: Wert, je Zeile eine; keine Geheimnisse</translation>
    </message>
    <message>
        <source>Time to connect</source>
        <translation>Zeit zum Verbinden</translation>
    </message>
    <message>
        <source>Time to the first word</source>
        <translation>Zeit bis zum ersten Wort</translation>
    </message>
    <message>
        <source>Pause within a reply</source>
        <translation>Pause innerhalb einer Antwort</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Zertifikatsdatei</translation>
    </message>
    <message>
        <source>PEM file of authorities to trust besides the system&apos;s</source>
        <translation>PEM-Datei mit Stellen, denen neben denen des Systems vertraut wird</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose a certificate file</source>
        <translation>Zertifikatsdatei wählen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 (this run)</source>
        <translation>%1 (nur jetzt)</translation>
    </message>
    <message>
        <source>In the keychain; type to replace it</source>
        <translation>Im Schlüsselbund; zum Ersetzen neu eingeben</translation>
    </message>
    <message>
        <source>This service is there for this run only and is not stored.</source>
        <translation>Diesen Dienst gibt es nur, bis Bobbin beendet wird; er wird nicht gespeichert.</translation>
    </message>
    <message>
        <source>Type the address of the service, such as https://api.openai.com/v1.</source>
        <translation>Geben Sie die Adresse des Dienstes ein, etwa https://api.openai.com/v1.</translation>
    </message>
    <message>
        <source>“%1” is not the name of a header. Write “Name: value”, one a line.</source>
        <translation>„%1“ ist kein Name einer Kopfzeile. Schreiben Sie „Name: Wert“, je Zeile eine.</translation>
    </message>
    <message>
        <source>The header “%1” would be stored in the open. Put the key into the field “API key” and the header&apos;s name into “Key header”.</source>
        <translation>Die Kopfzeile „%1“ würde offen gespeichert. Der Schlüssel gehört in das Feld „API-Schlüssel“, der Name der Kopfzeile in „Kopfzeile des Schlüssels“.</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message>
        <source>Change what is wrong and test again.</source>
        <translation>Ändern Sie, was nicht stimmt, und prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Putting the key into the keychain…</source>
        <translation>Der Schlüssel wird in den Schlüsselbund gelegt …</translation>
    </message>
    <message>
        <source>The key could not be kept</source>
        <translation>Der Schlüssel konnte nicht aufbewahrt werden</translation>
    </message>
    <message>
        <source>Keep the key in memory until Bobbin is closed? It will not be written anywhere, and you will be asked for it again next time.</source>
        <translation>Den Schlüssel im Arbeitsspeicher behalten, bis Bobbin beendet wird? Er wird nirgends geschrieben, und Sie werden beim nächsten Mal wieder nach ihm gefragt.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Remove the service</source>
        <translation>Dienst entfernen</translation>
    </message>
    <message>
        <source>Remove “%1” and its key? Conversations that used it are kept.</source>
        <translation>„%1“ und seinen Schlüssel entfernen? Unterhaltungen, die ihn verwendet haben, bleiben erhalten.</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Chat Completions</source>
        <translation>Chat Completions</translation>
    </message>
    <message>
        <source>&amp;API</source>
        <translation>&amp;API</translation>
    </message>
    <message>
        <source>The address holds a key, which would be stored in the open. Put it into the field “API key”.</source>
        <translation>Die Adresse enthält einen Schlüssel, der offen gespeichert würde. Tragen Sie ihn im Feld „API-Schlüssel“ ein.</translation>
    </message>
    <message>
        <source>Responses</source>
        <translation>Responses</translation>
    </message>
    <message>
        <source>Assistants (v2)</source>
        <translation>Assistants (v2)</translation>
    </message>
    <message>
        <source>Look at the certificate</source>
        <translation>Zertifikat ansehen</translation>
    </message>
    <message>
        <source>What you entered for “%1” has not been saved.</source>
        <translation>Was Sie für „%1“ eingegeben haben, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Only the name of a header belongs into “Key header”, such as “api-key”. Put the key into the field “API key”.</source>
        <translation>In „Kopfzeile des Schlüssels“ gehört nur der Name einer Kopfzeile, zum Beispiel „api-key“. Der Schlüssel gehört in das Feld „API-Schlüssel“.</translation>
    </message>
    <message>
        <source>The network reads this host as %1.</source>
        <translation>Das Netz liest diesen Rechnernamen als %1.</translation>
    </message>
</context>
<context>
    <name>bobbin::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Colors</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter breaks the line</source>
        <translation>Eingabe sendet, Umschalt+Eingabe beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Wrap long lines of code</source>
        <translation>Lange Codezeilen umbrechen</translation>
    </message>
    <message>
        <source>Compact transcript</source>
        <translation>Kompakter Verlaufstext</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
</context>
<context>
    <name>bobbin::Sidebar</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Unterhaltungen durchsuchen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>Papierkorb leeren …</translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Delete everything in the trash for good? This cannot be undone.</source>
        <translation>Alles im Papierkorb endgültig löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete this conversation for good? This cannot be undone.</source>
        <translation>Diese Unterhaltung endgültig löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Nichts enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Nothing is archived.</source>
        <translation>Nichts ist archiviert.</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>Der Papierkorb ist leer.</translation>
    </message>
    <message>
        <source>Your conversations will appear here.</source>
        <translation>Hier erscheinen Ihre Unterhaltungen.</translation>
    </message>
    <message>
        <source>Words, “exact phrases”, -without
role:user  model:gpt-4o  service:openai
after:2026-01  before:2026-02-15  in:2026
folder:work  tag:draft  is:pinned  is:archived  has:code</source>
        <translation>Wörter, „genaue Wortfolgen“, -ohne
role:user  model:gpt-4o  service:openai
after:2026-01  before:2026-02-15  in:2026
folder:Arbeit  tag:Entwurf  is:pinned  is:archived  has:code</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n conversations for good? This cannot be undone.</source>
        <translation>
            <numerusform>%n Unterhaltung endgültig löschen? Das lässt sich nicht rückgängig machen.</numerusform>
            <numerusform>%n Unterhaltungen endgültig löschen? Das lässt sich nicht rückgängig machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is in this folder. Drag conversations onto it.</source>
        <translation>In diesem Ordner ist nichts. Ziehen Sie Unterhaltungen darauf.</translation>
    </message>
    <message>
        <source>Nothing is here.</source>
        <translation>Hier ist nichts.</translation>
    </message>
</context>
<context>
    <name>bobbin::SingleInstance</name>
    <message>
        <source>process %1 on %2</source>
        <translation>Prozess %1 auf %2</translation>
    </message>
</context>
<context>
    <name>bobbin::StoreError</name>
    <message>
        <source>The history could not be opened (%1). Check that the folder exists and that you may write to it.</source>
        <translation>Der Verlauf konnte nicht geöffnet werden (%1). Prüfen Sie, ob es den Ordner gibt und ob Sie in ihn schreiben dürfen.</translation>
    </message>
    <message>
        <source>The history is in use by another program (%1). Close it and try again.</source>
        <translation>Ein anderes Programm benutzt den Verlauf (%1). Schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The history was written by a newer version of Bobbin and has been left as it is (%1). Install that version to open it.</source>
        <translation>Der Verlauf stammt von einer neueren Version von Bobbin und wurde gelassen, wie er ist (%1). Installieren Sie diese, um ihn zu öffnen.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing that was saved is lost.</source>
        <translation>Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal; nichts Gespeichertes ist verloren.</translation>
    </message>
    <message>
        <source>The history cannot be written to (%1). Check the permissions of the data folder.</source>
        <translation>In den Verlauf kann nicht geschrieben werden (%1). Prüfen Sie die Zugriffsrechte des Datenordners.</translation>
    </message>
    <message>
        <source>This is no longer in the history.</source>
        <translation>Das ist nicht mehr im Verlauf.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The history could not be read or written (%1).</source>
        <translation>Der Verlauf konnte nicht gelesen oder geschrieben werden (%1).</translation>
    </message>
    <message>
        <source>The disk reports an error (%1). Check that it is connected and works; nothing that was saved before is lost.</source>
        <translation>Der Datenträger meldet einen Fehler (%1). Prüfen Sie, ob er angeschlossen ist und funktioniert; nichts, was vorher gespeichert wurde, ist verloren.</translation>
    </message>
    <message>
        <source>The file is not a history of Bobbin and has been left as it is (%1). Move it away, or choose another folder. If it was one, bobbin --recover brings back what can be read.</source>
        <translation>Die Datei ist kein Verlauf von Bobbin und wurde nicht verändert (%1). Verschieben Sie sie, oder wählen Sie einen anderen Ordner. War sie einer, holt bobbin --recover zurück, was sich lesen lässt.</translation>
    </message>
    <message>
        <source>The history could not be brought to the form that this version of Bobbin needs, and is as it was (%1). The version before this one can still open it.</source>
        <translation>Der Verlauf konnte nicht in die Form gebracht werden, die diese Version von Bobbin braucht, und ist, wie er war (%1). Die vorige Version kann ihn weiterhin öffnen.</translation>
    </message>
    <message>
        <source>The history is damaged (%1). Start Bobbin again, or run bobbin --recover: what can be read is brought back, and the damaged file is kept.</source>
        <translation>Der Verlauf ist beschädigt (%1). Starten Sie Bobbin neu, oder führen Sie bobbin --recover aus: Was sich lesen lässt, wird zurückgeholt, und die beschädigte Datei wird aufgehoben.</translation>
    </message>
    <message>
        <source>The history is encrypted (%1). Its passphrase is needed to open it.</source>
        <translation>Der Verlauf ist verschlüsselt (%1). Um ihn zu öffnen, ist seine Passphrase nötig.</translation>
    </message>
    <message>
        <source>The history is encrypted, and this build of Bobbin cannot decrypt it (%1). It has been left as it is. A Bobbin that was built with encryption opens it; --diagnostics says which one is.</source>
        <translation>Der Verlauf ist verschlüsselt, und dieses Bobbin ist ohne Entschlüsselung gebaut (%1). Er ist geblieben, wie er war. Ein Bobbin, das mit Verschlüsselung gebaut ist, öffnet ihn; --diagnostics sagt, welches das ist.</translation>
    </message>
    <message>
        <source>The change of the history is prepared but could not be finished (%1). Check that you may write to its folder. Bobbin finishes it when it opens the history; nothing is lost.</source>
        <translation>Die Änderung des Verlaufs ist vorbereitet, konnte aber nicht abgeschlossen werden (%1). Prüfen Sie, ob Sie in seinen Ordner schreiben dürfen. Bobbin schließt sie ab, wenn es den Verlauf öffnet; es geht nichts verloren.</translation>
    </message>
    <message>
        <source>There is a file %1 already. Choose another name, or move it away.</source>
        <translation>Es gibt schon eine Datei %1. Wählen Sie einen anderen Namen, oder verschieben Sie sie.</translation>
    </message>
    <message>
        <source>The copy %1 could not be written. Check that its folder exists and that you may write to it.</source>
        <translation>Die Kopie %1 konnte nicht geschrieben werden. Prüfen Sie, ob ihr Ordner vorhanden ist und ob Sie hineinschreiben dürfen.</translation>
    </message>
    <message>
        <source>A reply is being received. Try again when it has ended.</source>
        <translation>Eine Antwort wird empfangen. Versuchen Sie es noch einmal, wenn sie zu Ende ist.</translation>
    </message>
</context>
<context>
    <name>bobbin::Strategy</name>
    <message>
        <source>Full history</source>
        <translation>Ganzer Verlauf</translation>
    </message>
    <message>
        <source>Chain of responses</source>
        <translation>Kette von Antworten</translation>
    </message>
    <message>
        <source>Server conversation</source>
        <translation>Unterhaltung auf dem Server</translation>
    </message>
    <message>
        <source>Assistants thread</source>
        <translation>Assistants-Thread</translation>
    </message>
</context>
<context>
    <name>bobbin::TablePart</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>bobbin::TemporaryBar</name>
    <message>
        <source>&amp;Keep this conversation</source>
        <translation>Diese Unterhaltung &amp;behalten</translation>
    </message>
    <message>
        <source>Temporary conversation</source>
        <translation>Temporäre Unterhaltung</translation>
    </message>
    <message>
        <source>Keep this conversation</source>
        <translation>Diese Unterhaltung behalten</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close the temporary conversation</source>
        <translation>Die temporäre Unterhaltung schließen</translation>
    </message>
    <message>
        <source>This conversation is only in memory. It is gone when you close it or Bobbin.</source>
        <translation>Diese Unterhaltung ist nur im Arbeitsspeicher. Sie ist fort, wenn Sie sie oder Bobbin schließen.</translation>
    </message>
    <message>
        <source>Its service keeps it as a thread until you close it here, and for good if you close Bobbin first; choose another one if it must not.</source>
        <translation>Ihr Dienst bewahrt sie als Thread auf, bis Sie sie hier schließen, und für immer, wenn Sie vorher Bobbin schließen; wählen Sie einen anderen, wenn er das nicht darf.</translation>
    </message>
</context>
<context>
    <name>bobbin::TemporaryCommands</name>
    <message>
        <source>The conversation is in your history now.</source>
        <translation>Die Unterhaltung ist jetzt in Ihrem Verlauf.</translation>
    </message>
    <message>
        <source>Temporary conversation</source>
        <translation>Temporäre Unterhaltung</translation>
    </message>
    <message>
        <source>The temporary conversation is stored nowhere. When it is closed, it is gone.</source>
        <translation>Die temporäre Unterhaltung ist nirgends gespeichert. Wenn sie geschlossen wird, ist sie fort.</translation>
    </message>
</context>
<context>
    <name>bobbin::TemporaryConversation</name>
    <message>
        <source>The conversation has gone on. Keep it again when the reply has come.</source>
        <translation>Die Unterhaltung ist weitergegangen. Behalten Sie sie noch einmal, wenn die Antwort da ist.</translation>
    </message>
</context>
<context>
    <name>bobbin::ThreadDialog</name>
    <message>
        <source>deleted by the service</source>
        <translation>vom Dienst gelöscht</translation>
    </message>
    <message>
        <source>idle for too long</source>
        <translation>zu lange unbenutzt</translation>
    </message>
    <message>
        <source>not what was said here</source>
        <translation>nicht, was hier gesagt wurde</translation>
    </message>
    <message>
        <source>forgotten by your wish</source>
        <translation>auf Ihren Wunsch vergessen</translation>
    </message>
    <message>
        <source>no longer fitted the model</source>
        <translation>für das Modell zu lang geworden</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nie benutzt</translation>
    </message>
    <message>
        <source>Server thread</source>
        <translation>Server-Thread</translation>
    </message>
    <message>
        <source>The history on this computer is the conversation. What a service keeps of it is a copy, which Bobbin makes again from here when the service has lost it.</source>
        <translation>Der Verlauf auf diesem Computer ist die Unterhaltung. Was ein Dienst davon behält, ist eine Kopie, die Bobbin von hier aus neu anlegt, wenn der Dienst sie verloren hat.</translation>
    </message>
    <message>
        <source>The context is given as</source>
        <translation>Der Kontext wird gegeben als</translation>
    </message>
    <message>
        <source>Server threads</source>
        <translation>Server-Threads</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>Geführt als</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>&amp;Kennung kopieren</translation>
    </message>
    <message>
        <source>&amp;Pretend it expired</source>
        <translation>&amp;Als abgelaufen behandeln</translation>
    </message>
    <message>
        <source>&amp;Forget on the server</source>
        <translation>Auf dem Server &amp;vergessen lassen</translation>
    </message>
    <message>
        <source>As the service is set: %1</source>
        <translation>Wie beim Dienst eingestellt: %1</translation>
    </message>
    <message>
        <source>Lost on %1: %2</source>
        <translation>Verloren am %1: %2</translation>
    </message>
    <message>
        <source>Never filled</source>
        <translation>Nie gefüllt</translation>
    </message>
    <message>
        <source>Taken for expired</source>
        <translation>Gilt als abgelaufen</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>(removed)</source>
        <translation>(entfernt)</translation>
    </message>
    <message>
        <source>No service keeps anything of this conversation.</source>
        <translation>Kein Dienst behält etwas von dieser Unterhaltung.</translation>
    </message>
    <message>
        <source>Asking the service to delete it…</source>
        <translation>Der Dienst wird gebeten, die Kopie zu löschen …</translation>
    </message>
    <message>
        <source>The service has deleted its copy. The history here is untouched.</source>
        <translation>Der Dienst hat seine Kopie gelöscht. Der Verlauf hier ist unberührt.</translation>
    </message>
    <message>
        <source>Your next message will be sent as if the service had deleted its copy.</source>
        <translation>Ihre nächste Nachricht wird gesendet, als hätte der Dienst seine Kopie gelöscht.</translation>
    </message>
</context>
<context>
    <name>bobbin::Toast</name>
    <message>
        <source>Message of the window</source>
        <translation>Meldung des Fensters</translation>
    </message>
</context>
<context>
    <name>bobbin::TranscriptView</name>
    <message>
        <source>Message %1 of %2, not loaded</source>
        <translation>Nachricht %1 von %2, nicht geladen</translation>
    </message>
    <message>
        <source>System said:</source>
        <translation>System sagte:</translation>
    </message>
    <message>
        <source>You said:</source>
        <translation>Sie sagten:</translation>
    </message>
    <message>
        <source>Assistant said:</source>
        <translation>Assistent sagte:</translation>
    </message>
    <message>
        <source>Tool said:</source>
        <translation>Werkzeug sagte:</translation>
    </message>
    <message>
        <source>Jump to the newest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
    <message>
        <source>%1 (links of this kind are not opened)</source>
        <translation>%1 (Verweise dieser Art werden nicht geöffnet)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy Selection</source>
        <translation>&amp;Auswahl kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Message</source>
        <translation>&amp;Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy as Mark&amp;down</source>
        <translation>Als Mark&amp;down kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>Alles aus&amp;wählen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>Fortse&amp;tzen</translation>
    </message>
    <message>
        <source>Mile&amp;stone</source>
        <translation>Meilen&amp;stein</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Zurück zum Text</translation>
    </message>
    <message>
        <source>Footnote %1</source>
        <translation>Fußnote %1</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Die Datei speichern …</translation>
    </message>
    <message>
        <source>A conversation in Bobbin</source>
        <translation>Eine Unterhaltung in Bobbin</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>&amp;Copy image</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Save image as…</source>
        <translation>Bild &amp;speichern unter …</translation>
    </message>
    <message>
        <source>Copy &amp;address</source>
        <translation>&amp;Adresse kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy table</source>
        <translation>Tabelle &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy as C&amp;SV</source>
        <translation>Als C&amp;SV kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Sa&amp;ve as CSV…</source>
        <translation>Als CSV s&amp;peichern …</translation>
    </message>
    <message>
        <source>The answer is complete.</source>
        <translation>Die Antwort ist vollständig.</translation>
    </message>
    <message>
        <source>The answer was stopped.</source>
        <translation>Die Antwort wurde angehalten.</translation>
    </message>
    <message>
        <source>The answer is not complete: %1</source>
        <translation>Die Antwort ist nicht vollständig: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) have been copied.</source>
        <translation>
            <numerusform>%n Nachricht wurde kopiert.</numerusform>
            <numerusform>%n Nachrichten wurden kopiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are being read…</source>
        <translation>
            <numerusform>%n Nachricht wird gelesen …</numerusform>
            <numerusform>%n Nachrichten werden gelesen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy and paste this selection: a part of it has to be read first.</source>
        <translation>Diese Auswahl bitte kopieren und einfügen: ein Teil davon muss erst gelesen werden.</translation>
    </message>
    <message>
        <source>Nothing was copied: another conversation is shown.</source>
        <translation>Es wurde nichts kopiert: eine andere Unterhaltung wird gezeigt.</translation>
    </message>
    <message>
        <source>Nothing was copied: the conversation has changed.</source>
        <translation>Es wurde nichts kopiert: die Unterhaltung hat sich geändert.</translation>
    </message>
</context>
<context>
    <name>bobbin::TransferDialogs</name>
    <message>
        <source>Bobbin&apos;s JSON: everything (*.json)</source>
        <translation>Bobbins JSON: alles (*.json)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Messages as the API takes them (*.messages.json)</source>
        <translation>Nachrichten, wie die API sie annimmt (*.messages.json)</translation>
    </message>
    <message>
        <source>Bobbin history</source>
        <translation>Bobbin-Verlauf</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Wird exportiert …</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Exports of Bobbin and lists of messages (*.json);;All files (*)</source>
        <translation>Exporte von Bobbin und Listen von Nachrichten (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Wird importiert …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Bobbin</source>
        <translation>Bobbin</translation>
    </message>
    <message>
        <source>%1 exists already. Replace it?</source>
        <translation>%1 gibt es schon. Ersetzen?</translation>
    </message>
</context>
<context>
    <name>bobbin::Turn</name>
    <message>
        <source>Bobbin was closed before the reply had ended.</source>
        <translation>Bobbin wurde beendet, bevor die Antwort vollständig war.</translation>
    </message>
</context>
<context>
    <name>bobbin::UnlockDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Remember on this computer, in the keychain</source>
        <translation>Auf diesem Rechner merken, im Schlüsselbund</translation>
    </message>
    <message>
        <source>Bobbin is locked</source>
        <translation>Bobbin ist gesperrt</translation>
    </message>
    <message>
        <source>The history is encrypted. Its passphrase opens it.</source>
        <translation>Der Verlauf ist verschlüsselt. Seine Passphrase öffnet ihn.</translation>
    </message>
    <message>
        <source>The backup of %1 is encrypted with another passphrase than the history.</source>
        <translation>Die Sicherung von %1 ist mit einer anderen Passphrase verschlüsselt als der Verlauf.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Forgotten…</source>
        <translation>Vergessen …</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Wird entsperrt …</translation>
    </message>
    <message>
        <source>This passphrase does not open it. Look at the keyboard&apos;s layout and at capital letters.</source>
        <translation>Diese Passphrase öffnet ihn nicht. Achten Sie auf die Tastaturbelegung und auf Großbuchstaben.</translation>
    </message>
    <message>
        <source>Without the passphrase nobody can read this history. Begin a new one?</source>
        <translation>Ohne die Passphrase kann niemand diesen Verlauf lesen. Einen neuen beginnen?</translation>
    </message>
    <message>
        <source>Begin a new history</source>
        <translation>Neuen Verlauf beginnen</translation>
    </message>
    <message>
        <source>The encrypted one is kept beside it, as it is, in case the passphrase is found. The new one is not encrypted until you choose a passphrase in Settings ▸ Data. Backups from before the old one was encrypted can be restored there.</source>
        <translation>Der verschlüsselte bleibt daneben erhalten, wie er ist, falls sich die Passphrase findet. Der neue ist nicht verschlüsselt, bis Sie unter Einstellungen ▸ Daten eine Passphrase wählen. Sicherungen aus der Zeit, bevor der alte verschlüsselt wurde, lassen sich dort wiederherstellen.</translation>
    </message>
    <message>
        <source>What you were doing is there, and goes on. The passphrase of the history shows it again.</source>
        <translation>Was Sie gerade taten, ist noch da und läuft weiter. Die Passphrase des Verlaufs zeigt es wieder.</translation>
    </message>
</context>
<context>
    <name>bobbin::UnsavedQuestion</name>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>bobbin::UsageChart</name>
    <message>
        <source>Usage by month</source>
        <translation>Verbrauch nach Monaten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>month and figure</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing has been used yet.</source>
        <translation>Noch wurde nichts verbraucht.</translation>
    </message>
</context>
<context>
    <name>bobbin::UsageDialog</name>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Chart of</source>
        <translation>Diagramm für</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>Token gelesen</translation>
    </message>
    <message>
        <source>Tokens written</source>
        <translation>Token geschrieben</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>&amp;Chart of</source>
        <translation>&amp;Diagramm für</translation>
    </message>
    <message>
        <source>(removed)</source>
        <translation>(entfernt)</translation>
    </message>
    <message>
        <source>%1 requests, %2 tokens read, %3 written, cost %4</source>
        <translation>%1 Anfragen, %2 Token gelesen, %3 geschrieben, Kosten %4</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>Diese Unterhaltung</translation>
    </message>
    <message>
        <source>This conversation: %1</source>
        <translation>Diese Unterhaltung: %1</translation>
    </message>
    <message>
        <source>In all: %1. Prices are those known when a request was made; your service&apos;s bill is what counts.</source>
        <translation>Insgesamt: %1. Die Preise sind die, die bei der jeweiligen Anfrage bekannt waren; maßgeblich ist die Rechnung Ihres Dienstes.</translation>
    </message>
</context>
<context>
    <name>bobbin::WelcomePage</name>
    <message>
        <source>Welcome to Bobbin</source>
        <translation>Willkommen bei Bobbin</translation>
    </message>
    <message>
        <source>Your conversations are kept on this computer, and you never lose the thread. How would you like to begin?</source>
        <translation>Ihre Unterhaltungen bleiben auf diesem Computer, und Sie verlieren nie den Faden. Wie möchten Sie beginnen?</translation>
    </message>
    <message>
        <source>OpenAI or another service</source>
        <translation>OpenAI oder ein anderer Dienst</translation>
    </message>
    <message>
        <source>Paste an API key. It goes into this system&apos;s keychain and nowhere else.</source>
        <translation>Fügen Sie einen API-Schlüssel ein. Er kommt in den Schlüsselbund dieses Systems und sonst nirgendwohin.</translation>
    </message>
    <message>
        <source>Add a service…</source>
        <translation>Dienst hinzufügen …</translation>
    </message>
    <message>
        <source>A server on this computer</source>
        <translation>Ein Server auf diesem Computer</translation>
    </message>
    <message>
        <source>Ollama, LM Studio, llama.cpp, vLLM and Jan are found by themselves.</source>
        <translation>Ollama, LM Studio, llama.cpp, vLLM und Jan werden von selbst gefunden.</translation>
    </message>
    <message>
        <source>Try it without a key</source>
        <translation>Ohne Schlüssel ausprobieren</translation>
    </message>
    <message>
        <source>The practice service is a part of Bobbin. It is no language model: it knows this program and shows how everything works.</source>
        <translation>Der Übungsdienst ist ein Teil von Bobbin. Er ist kein Sprachmodell: Er kennt dieses Programm und zeigt, wie alles geht.</translation>
    </message>
    <message>
        <source>Start practising</source>
        <translation>Mit dem Üben beginnen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message numerus="yes">
        <source>Use %1 (%n model(s))</source>
        <translation>
            <numerusform>%1 verwenden (%n Modell)</numerusform>
            <numerusform>%1 verwenden (%n Modelle)</numerusform>
        </translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>None is running at the moment. Start one, then look again.</source>
        <translation>Zurzeit läuft keiner. Starten Sie einen und suchen Sie dann noch einmal.</translation>
    </message>
</context>
<context>
    <name>bobbin::Workspace</name>
    <message>
        <source>The data folder %1 could not be made. Check that you may write there, or choose another one with --data-dir.</source>
        <translation>Der Datenordner %1 konnte nicht angelegt werden. Prüfen Sie, ob Sie dort schreiben dürfen, oder wählen Sie mit --data-dir einen anderen.</translation>
    </message>
    <message>
        <source>Bobbin is running already; its window was raised.</source>
        <translation>Bobbin läuft bereits; sein Fenster wurde nach vorn geholt.</translation>
    </message>
    <message>
        <source>Bobbin ended before the reply had.</source>
        <translation>Bobbin endete vor der Antwort.</translation>
    </message>
    <message>
        <source>The practice service could not be started (%1).</source>
        <translation>Der Übungsdienst konnte nicht gestartet werden (%1).</translation>
    </message>
    <message>
        <source>The data folder %1 is in use by another Bobbin (%2). Close it first, or choose another folder with --data-dir. If none is running, delete %3.</source>
        <translation>Der Datenordner %1 wird von einem anderen Bobbin benutzt (%2). Schließen Sie es zuerst oder wählen Sie mit --data-dir einen anderen Ordner. Falls keines läuft, löschen Sie %3.</translation>
    </message>
    <message>
        <source>The history %1 is gone, but there are backups of it in %2. Put one in its place with bobbin --restore FILE, or begin a new history with bobbin --recover.</source>
        <translation>Der Verlauf %1 ist verschwunden, es gibt aber Sicherungen davon in %2. Setzen Sie mit bobbin --restore DATEI eine an seine Stelle, oder beginnen Sie mit bobbin --recover einen neuen Verlauf.</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be written to. Check that the disk is neither full nor read-only. To read the history meanwhile, copy the folder to another disk, and open the copy with --data-dir.</source>
        <translation>In den Datenordner %1 kann nicht geschrieben werden. Prüfen Sie, ob der Datenträger voll oder schreibgeschützt ist. Um den Verlauf inzwischen zu lesen, kopieren Sie den Ordner auf einen anderen Datenträger und öffnen Sie die Kopie mit --data-dir.</translation>
    </message>
</context>
</TS>
