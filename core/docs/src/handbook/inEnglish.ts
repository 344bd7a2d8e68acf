/**
 * The everyday words of somebody who asks in German, French or Spanish, so that the first questions of a newcomer
 * find what is written in English. Words that are English too ("son", "installer", "changer") stand in
 * phrases only.
 */
const phrases: readonly (readonly [written: string, meant: string])[] = [
  ['(?:geht|funktioniert|laeuft|lauft)(?<when>(?: (?:nach|seit) \\w+(?: \\w+)?)?)(?: einfach)? nicht?(?: mehr)?', 'does not work$<when>'],
  ['startet (?:einfach )?nicht?(?: mehr)?', 'does not start'],
  ['(?:wird|werden) (?:einfach )?nicht?(?: mehr)? (?:gefunden|erkannt)', 'is not detected'],
  ['sturzt(?<when>(?: (?:nach|seit|beim) \\w+(?: \\w+)?)?) ab', 'crashes$<when>'],
  ['unfree nur|nur unfree', 'allow unfree only for'],
  ['ist installiert', 'is installed'],
  ['ne (?:marche|fonctionne) (?:pas|plus)|marche (?:pas|plus)', 'does not work'],
  ['neben windows|a cote de windows', 'dual boot with windows'],
  ['schwarzer bildschirm|bildschirm (?:ist |bleibt )?(?:nach \\w+ )?schwarz|ecran noir', 'black screen'],
  ['zweiter bildschirm|deuxieme ecran', 'second monitor'],
  ['(?:kein|keinen) ton|(?:pas|plus) de son', 'no sound'],
  ['(?:le|du) son|son(?= does not work)', 'sound'],
  ['(?:kein|keine|ohne) (?:internet|verbindung)|pas d.internet|pas de connexion', 'no internet'],
  ['(?:pas|plus) de(?= reseau)', 'no'],
  ['mots? de passe', 'password'],
  ['(?:mettre|mises?|mise) a jour', 'update'],
  ["(?:apres|depuis)(?: la| le| une| l')?(?= (?:derniere )?(?:update|redemarrage))", 'after'],
  ['ne (?:demarre|se lance) (?:pas|plus)', 'does not start'],
  ["n'est (?:pas|plus) (?:detecte|reconnu|trouve)e?", 'is not detected'],
  ['fond d.ecran', 'wallpaper'],
  ["captures? d.ecran", 'screenshot'],
  ['cartes? (?:graphique|video)s?', 'graphics card'],
  ['carte son', 'sound card'],
  ['fuseau horaire', 'time zone'],
  ['disque (?:dur )?(?:est )?plein|festplatte (?:ist )?voll', 'disk full'],
  ['sans fil', 'wireless'],
  ['copier[ -]coller', 'clipboard'],
  ['ligne de commande', 'command line'],
  ['se connecter', 'log in'],
  ["(?:c'est quoi|qu'est[ -]ce que?(?: c'est)?|was (?:ist|sind)(?: ein| eine| der| die| das)?)", 'what is'],
  ['(?:ou (?:est|sont|se trouve)|wo (?:ist|sind|liegt|finde ich))(?: die| der| das| le| la| les)?', 'where is'],
  ['quelle (?:est la )?version|welche version', 'which version'],
  ["(?<=which version )(?:von|de)", 'of'],
  ['comment(?= update)', 'how do I'],
  ['comment(?: puis-je| faire pour| je peux| peut-on)?(?= [a-z]{2,}(?:er|ir|re)\\b)', 'how do I'],
  ['how do I changer(?: de)?', 'how do I change'],
  ['(?:how do I )?installer(?= [\\w-]+$)(?! (?:image|iso|usb|cd|hangs|fails|stuck|script))', 'install'],
  ['wie (?:kann|soll|muss) ich|wie(?= \\w+e ich)', 'how do I'],
  ['installiere ich', 'install'],
  ['comment(?= [a-z]+(?:er|ir|re) )', 'how do I'],
  ['how do I installer(?= (?:un|une|des|le|la|les) )', 'how do I install'],
  ['(?:how do I )?changer(?= (?:la|le|les|l|de|mon|ma) ?)', 'how do I change'],
  ['(?:nach|seit)(?: dem| einem| der)?(?: letzten)?(?= (?:update|upgrade|rebuild|aktualisierung|neustart))', 'after'],
  ['programme?(?= (?:installier|deinstallier|entfern))', 'a program'],
  ["sans l'installer|ohne (?:es |sie |ihn )?zu installieren|sin instalar(?:lo)?", 'without installing it'],
  ['comment(?= (?:essayer|revenir))', 'how do I'],
  ['revenir (?:a|vers)(?: la| le| une)?', 'go back to'],
  ['(?:la )?generation precedente', 'previous generation'],
  ['(?:la )?generacion anterior', 'previous generation'],
  ['(?:auf|zu) (?:der|die|zur) (?:letzten|vorigen|vorherigen) generation|zur (?:letzten|vorigen|vorherigen) generation', 'to the previous generation'],
  ['volver a', 'go back to'],
  ['(?:auf|zu)(?: die| der| einer)? neuen? version|a la nueva version|(?:vers|a) la nouvelle version', 'to the new release'],
  ['como(?: puedo| se puede)?(?= [a-z]+(?:ar|er|ir)\\b)', 'how do I'],
  ['como(?= (?:instalo|configuro|actualizo|cambio|borro|uso|activo)\\b)', 'how do I'],
  ['no (?:me )?(?:funciona|anda)n?', 'does not work'],
  ['no (?:arranca|inicia|abre|se inicia)n?', 'does not start'],
  ['no (?:detecta|reconoce|encuentra)|no (?:se )?(?:detecta|encuentra)', 'is not detected'],
  ['no (?:hay|tengo)', 'no'],
  ['(?:que es|que son)(?: un| una| el| la| los| las)?', 'what is'],
  ['donde (?:esta|estan)(?: el| la| los| las)?', 'where is'],
  ['fondo de pantalla', 'wallpaper'],
  ['pantalla (?:en )?negr[ao]', 'black screen'],
  ['tarjeta (?:grafica|de video)', 'graphics card'],
  ['disco (?:duro )?lleno', 'disk full'],
  ['zona horaria', 'time zone'],
  ['despues de (?=actualizar|la actualizacion)', 'after '],
]; // prettier-ignore

/** One word each, with what it means. */
const words = `
drucker=printer drucken=print tastatur=keyboard tastaturlayout=keyboard+layout tastaturbelegung=keyboard+layout
passwort=password kennwort=password benutzer=user nutzer=user bildschirm=screen mikrofon=microphone
kopfhorer=headphones lautsprecher=speakers lautstarke=volume sprache=language deutsch=german englisch=english
zeitzone=time+zone uhrzeit=time datum=date falsch=wrong falsche=wrong vergessen=forgot festplatte=disk
laufwerk=drive einhangen=mount netzwerk=network verbindung=connection aktualisieren=update
aktualisiere=update aktualisierung=update deinstallieren=uninstall deinstalliere=uninstall entfernen=remove
loschen=delete andern=change anzeigen=show starten=start neustarten=restart neustart=reboot
herunterfahren=shut+down ausschalten=turn+off abschalten=turn+off einschalten=turn+on ruhezustand=hibernate
schriftart=font schriftarten=fonts schrift=font grosser=bigger kleiner=smaller hintergrundbild=wallpaper
datei=file dateien=files ordner=folder entpacken=unpack anmelden=log+in anmeldung=log+in einloggen=log+in
sicherung=backup virenscanner=virus+scanner spiele=games spielen=play+games treiber=driver
grafikkarte=graphics+card grafiktreiber=graphics+driver lufter=fan akku=battery langsam=slow
programm=program paket=package pakete=packages fehler=error fehlermeldung=error+message hilfe=help
zurucksetzen=reset ruckgangig=undo einstellungen=settings konfiguration=configuration
konfigurieren=configure erstellen=create hinzufugen=add suchen=search finden=find dunkel=dark
bildschirmfoto=screenshot zwischenablage=clipboard speicherplatz=disk+space arbeitsspeicher=memory
rechner=computer flackert=flickers flackern=flickers langsamer=slower seulement=only uniquement=only
clignote=flickers standardbrowser=default+browser automatisch=automatically automatische=automatic
auflosung=resolution bildschirmauflosung=screen+resolution helligkeit=brightness
imprimante=printer clavier=keyboard souris=mouse ecran=screen utilisateur=user reseau=network paquet=package
paquets=packages logiciel=program logiciels=programs fichier=file fichiers=files dossier=folder
francais=french anglais=english desinstaller=uninstall supprimer=remove ajouter=add activer=enable
desactiver=disable configurer=configure redemarrer=restart eteindre=shut+down oublie=forgot jeux=games
langue=language systeme=system mettre=put partager=share lancer=start demarrage=boot demarrer=start ordinateur=computer jouer=play+games batterie=battery sauvegarde=backup erreur=error
umstellen=change einstellen=set umschalten=switch generationen=generations alte=old alten=old alter=old
neue=new neuen=new wechseln=switch ausprobieren=try testen=test bereinigen=clean+up aufraumen=clean+up
essayer=try generations=generations anciennes=old anciens=old nouvelle=new nouveau=new nettoyer=clean+up
instalar=install desinstalar=uninstall actualizar=update actualizacion=update cambiar=change borrar=delete
eliminar=delete configurar=configure activar=enable desactivar=disable anadir=add agregar=add reiniciar=restart
apagar=shut+down probar=try usar=use teclado=keyboard impresora=printer raton=mouse pantalla=screen
sonido=sound microfono=microphone contrasena=password usuario=user idioma=language espanol=spanish
aleman=german ingles=english paquete=package paquetes=packages programa=program programas=programs
archivo=file archivos=files carpeta=folder disco=disk escritorio=desktop fuentes=fonts juegos=games
nueva=new nuevo=new instalo=install configuro=configure actualizo=update borro=delete activo=enable viejas=old viejos=old antiguas=old generaciones=generations arranque=boot
controlador=driver controladores=drivers bateria=battery lento=slow
`;

/** German has the verb last: "firefox deinstallieren". */
const verbLast =
  /^(?<thing>(?:nur )?[\w.+-]+(?: [\w.+-]+)?) (?<verb>deinstallieren|aktualisieren|entfernen|loschen|neustarten)[?.!]*$/;

/** What stands between the words of these languages, and is left out once there are such. */
const between =
  /(?<![\w./-])(?:l'|d'|le|la|les|un|une|des|du|de|sur|pour|mon|ma|mes|dans|avec|faire|changer de(?= password)|die|der|das|den|dem|ein|eine|einen|einem|meine?n?|el|los|las|una|del|al|en|con|para|mi|mis)(?![\w./-])\s*/g;

const meanings = new Map(
  words
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [word = '', meant = ''] = entry.split('=');
      return [word, meant.replace('+', ' ')] as const;
    }),
);

const patterns = phrases.map(
  ([written, meant]) =>
    [new RegExp(`(?<![\\w./-])(?:${written})(?![\\w./-])`, 'g'), meant] as const,
);

/** A question of one line that has such words, with what they mean; any other as it is. */
export function inEnglish(question: string): string {
  if (question.length > longest || question.includes('\n')) return question;
  const plain = withoutAccents(question).toLowerCase().replace(verbLast, '$<verb> $<thing>');
  const read = patterns.reduce((text, [pattern, meant]) => text.replace(pattern, meant), plain);
  const translated = read.replace(
    /(?<![\w./-])[a-z]+(?![\w./-])/g,
    (word) => meanings.get(word) ?? word,
  );
  if (translated === withoutAccents(question).toLowerCase()) return question;
  // The repository of that name is spoken of in English.
  const said = translated.replace(/(?<![\w./-])nur(?![\w./-])/g, 'only');
  return said.replace(between, ' ').replace(/\s+/g, ' ').trim();
}

/** A longer one is a story or something pasted, and names its things in it. */
const longest = 200;

const withoutAccents = (text: string): string =>
  text
    .replaceAll('ß', 'ss')
    .replaceAll('’', "'")
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '');
