/**
 * Words that say nothing about the subject: never looked up. With those that are written without their
 * apostrophe, and the German ones that come along with English names ("wie kann ich docker …").
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after again all already also although always am an and another any anybody anyone anything
  are aren aren't as at away back be because been before being both but by can can't cannot could
  couldn couldn't did didn didn't do does doesn doesn't doing don don't done each either else ever
  every everything few for from further get gets getting go goes going gonna got had hadn hardly has
  hasn have haven haven't having he hello hence her here hey hi him his how however i i'd i'll i'm i've
  if im in indeed instead into is isn isn't it it's its itself ive just kind know lately let's like
  lot lots many may maybe me might more most much must my myself need needs neither never no none nor
  not nothing now of off often oh ok okay on once one ones only onto or os other others otherwise our ours
  out over own per perhaps please pretty quite rather really regards same saw say says see seem seems
  shall she should shouldn since so some somebody somehow someone something sometimes somewhere soon
  still such sure take takes than thank thanks that that's the their them then there there's these they
  they're thing things think this those though through thus to together too toward tried trying try
  until up upon us use used user's uses using very via want wanted wants was wasn way ways we we're
  well went were weren weren't what what's whatever when whenever where wherever whether which while
  who whole whom whose why will with within without won won't would wouldn yes yet you you'd you'll
  you're you've your yours yourself vs
  arent cant couldnt didnt doesnt dont dosnt hadnt hasnt havent im isnt shouldnt thats theyre wasnt werent
  whats wont wouldnt youre
  aber aktivieren alle als andern auf aus bei beim bitte dann das dass dem den der des deren die doch ein eine einem einen
  einer eines einrichten etwas fuer fur geht gibt habe haben hat ich ihn ihr installieren ist kann
  kein keine keinen konnen machen mehr mein meine meinem meinen meiner mit mochte muss nach nicht
  nichts noch offnen oder ohne richtig schon sein sich sind soll uber um und unter verwenden vom von vor
  warum wenn wie wieder wird wo wurde zu zum zur`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * Words that any question about a computer may hold: they count a little, so that what is rare in
 * the handbook but common in speech ("finally", "machine") does not outweigh the subject.
 */
export const quietWords: ReadonlySet<string> = new Set(
  `able accept access achieve actual actually ages auto automatic add adding advice afterwards allow answer anymore appear
  apparently around ask assume available bad based basic basically begin believe best better between
  big bit box break bring broken brand bunch call came cause certain chance change check choose clean
  clear clearly close combine come command common complain complete completely computer config configs
  configuration configurations configure configured confused connect consider contain control correct
  correctly couple create current currently custom customise customize day days deal declare   default define depend describe desired despite detail detect developer difference different directly docs
  documentation easily easy edit effect enable end enough entirely entry error even everybody everyone exact exactly exit
  example except exist expect experience explain explained explanation extra fact fail failed fails
  failure far fine find finish first fix follow following force forever forget found fresh full
  fully gave general give given gives goal good googled great guess guide guides hand handle happen
  happens hard hear heard hearing help hint home hope hours idea ideally ignore immediately important include information
  inside issue job keep keeps knows last latest lead least leave let
  left less line lines list little load long longer look looked looking lose lost machine main make
  makes making manage manual manually mean means meant mention method mind mine minute miss
  missing mode modify moment month morning move name named necessary new newest next nice nix nixos
  nixpkgs normal normally note notice number obvious old open option options order original output
  part particular pass past people person place plain play point possible possibly prefer present
  prevent previous previously probably problem problems program proper properly provide pull
  purpose put question quick quickly random reach read ready real reason reboot recent recently
  recommend recommended regular related remain remember rename replace report require required rest
  result right run running runs safe script second seen select send sense separate seriously   set sets setting settings setup several short show shows side similar simple simply
  single situation small solution solve sort spend standard start started starts state step stop
  stops stuff suddenly suggest support supported supposed switch tell tells test   thanks thought throw tip tips told top total totally touch trouble true turn tutorial type
  typical unable understand unfortunately unless unset usage useful usual usually
  value various version wait way week weird whatever wiki wonder word work workaround worked working
  works world wrong write written wrote year years yesterday
  advantage alternative appropriate attempt avoid aware behave behavior behaviour benefit
  careful comparison concept confuse constantly convenient correspond curious
  decent deprecate difficult difficulty discover discuss downside drop efficient elegant
  encounter entail experiment explicit favorite favourite figure finally fun
  gradually guarantee guidance helpful hopefully huge idiomatic inform influence informative
  inspect intend interest introduce involve lack latter mainly meanwhile mistake
  modern multiple mysterious near nearly obtain occasional opinion originally ought perform
  pick preferably preference psa puzzle realise realize reasonable
  recommendation relevant reliable resolve respect roughly scratch seemingly simplest
  smart specific specify stay strange struggle stuck subtle success suit supply surprise
  tend thorough tricky trivial typically ugly unclear unexpected unnecessary untouched
  unusual vague valid whatsoever workable worth
  apply due destroy mark misadventure personal
  complex creation establish gone life making management manner moving object project
  quality speeding trick under
  advise anyway bother chase crazy curse dope dude folks friend frustrate funny guy hate hell hey hundred luck mess newbie
  beginner noob perfect preconfigure proud rant sad secretly sorta stupid success surely today tonight tomorrow ultimate
  understandable wish worry yay`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
