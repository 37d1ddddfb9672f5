namespace CustomerOps.Ticketing.Languages;

/// <summary>The small words every text is full of, chosen so that neighbours (da, nb, sv) can be told apart, and letters only some languages use.</summary>
internal static class EverydayWords
{
    public static readonly IReadOnlyDictionary<string, string> ByLanguage = new Dictionary<string, string>
    {
        ["en"] = """
            the and is are was were be been to of in for on with that this it my your our i you he she we they not have has had do does did don't
            can can't could would should will what when where why how which who if there from at by an as or but so me please thank thanks hello hi
            just still yet get got need want know help about after before because than then any some no yes am i'm i've it's order card account money
            """,
        ["da"] = """
            og jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du ud sin dem os
            op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog noget hvordan hvorfor hvornår efter mit mine jeres nogen meget
            mere kan få fået får også været bliver siden tak hej venlig hilsen endnu uden lige ordre kunde penge pengene afsendt modtaget ved bedes hjælp i to dage tilbage gik sende sendt pakke bestilt kort kortet fungerer virker hvorfra blevet gerne
            """,
        ["nb"] = """
            og jeg det at en den til er som på de med han av for ikke der var meg seg men et har om vi min hadde ham hun nå over da fra du ut sin dem oss
            opp man hans hvor eller hva skal selv her alle vil ble kunne inn når være noe hvordan hvorfor etter mitt mine deres noen mye mer kan få fått
            får også vært blir siden takk hei vennlig hilsen ennå uten bestilling kunde penger pengene sendt mottatt hjelp ikkje bare denne dette disse i to dager tilbake gikk sende pakke bestilt kort kortet fungerer virker blitt gjerne
            """,
        ["sv"] = """
            och jag det att en den till är som på de med han av för inte var mig sig men ett har om vi min hade honom hon nu över då från du ut sin dem oss
            upp man hans var eller vad ska skall själv här alla vill blev kunde in när vara något hur varför efter mitt mina era någon mycket mer kan få fått
            får också varit blir sedan tack hej vänlig hälsning hälsningar ännu utan beställning beställde kund pengar pengarna skickat mottagit hjälp detta denna i två dagar tillbaka gick skicka paket beställt kort kortet fungerar gärna
            """,
        ["fi"] = """
            ja on ei se että en hän oli mutta ole minä ne mitä kun niin tämä minun sinä mikä nyt vain olen jos kuin te me olet tai siitä sen mukaan ovat
            minulle minua voin voinko voi miten miksi milloin missä kuinka kanssa vielä jo sitten myös olisi haluan haluaisin tilaus tilauksen tilaukseni tilasin
            kiitos hei terveisin rahat rahaa tuote tuotteen paketti saanut saanko ollut eivät eikä onko joka jota jossa kaikki koska teidän kortti korttini takaisin rikki päivän päivää toimi tilannut lähettää lähetys tehdä pitää minulla
            """,
        ["hu"] = """
            a az és hogy nem is egy van ez azt meg de csak már el mi még mert vagy ha kell volt le volna most jó úgy lesz én fel te mit így ki akkor
            nekem ezt hogyan miért mikor hol kérem köszönöm szeretnék szeretném tudom tudok lehet rendelés rendelésem rendelést pénz pénzt kaptam kártya
            kártyám számla számlám üdvözlettel tisztelt jó napot helló minden után előtt nagyon vissza sem sincs ami aki amit mint itt ott óta két hét három fizetés működik küldeni csomag csomagom
            """,
    };

    public static readonly IReadOnlyDictionary<string, string> Letters = new Dictionary<string, string>
    {
        ["da"] = "æøå", ["nb"] = "æøå", ["sv"] = "åäö", ["fi"] = "äö", ["hu"] = "áéíóöőúüű",
    };
}
