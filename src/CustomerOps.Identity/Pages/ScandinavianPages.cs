namespace CustomerOps.Identity.Pages;

internal static class ScandinavianPages
{
    public static readonly PageTexts Danish = new(
        "da", "Fejl", "Se venligst på dette igen.",
        "Vælg din adgangskode", "Mindst 10 tegn. En lang sætning er god.", "Ny adgangskode", "Den samme igen", "Gem adgangskoden",
        "De to er ikke ens.", "Denne adgangskode ville hurtigt blive gættet. Vælg en anden.",
        new("Din adgangskode er gemt", "Fra nu af logger du ind med den. Alle, der var logget ind med den gamle, er logget ud."),
        "Log ind", "Log ind hos {0}", "E-mailadresse", "Adgangskode", "Kode fra din godkendelsesapp, hvis du bruger en",
        "Adressen, adgangskoden eller koden er forkert.", "Skriv også koden fra din godkendelsesapp eller en gendannelseskode.", "For mange forkerte forsøg. Vent et par minutter.",
        new("Du er logget ind", "Du er logget ind hos {0} som {1}."), "Fortsæt",
        new("Linket findes ikke", "Linket fører ingen steder hen. Se efter, om hele adressen er kopieret fra mailen."),
        new("Linket er brugt", "Det virkede én gang, og det eller et nyere er blevet brugt."),
        new("Linket er udløbet", "Det gjaldt kun i begrænset tid."),
        "Send mig et nyt link", new("Se i din indbakke", "Hvis adressen stadig har adgang, er et nyt link på vej. Det kan tage et minut eller to."),
        new("Det lykkedes ikke", "Gå tilbage, og prøv igen om et øjeblik."));

    public static readonly PageTexts Norwegian = new(
        "nb", "Feil", "Se på dette igjen.",
        "Velg passordet ditt", "Minst 10 tegn. En lang setning er bra.", "Nytt passord", "Det samme igjen", "Lagre passordet",
        "De to er ikke like.", "Dette passordet ville fort blitt gjettet. Velg et annet.",
        new("Passordet ditt er lagret", "Fra nå av logger du inn med det. Alle som var logget inn med det gamle, er logget ut."),
        "Logg inn", "Logg inn hos {0}", "E-postadresse", "Passord", "Kode fra autentiseringsappen, hvis du bruker en",
        "Adressen, passordet eller koden er feil.", "Skriv også koden fra autentiseringsappen eller en gjenopprettingskode.", "For mange feil forsøk. Vent noen minutter.",
        new("Du er logget inn", "Du er logget inn hos {0} som {1}."), "Fortsett",
        new("Lenken finnes ikke", "Lenken fører ingen steder. Se etter om hele adressen er kopiert fra e-posten."),
        new("Lenken er brukt", "Den virket én gang, og den eller en nyere er blitt brukt."),
        new("Lenken er utløpt", "Den gjaldt bare i en begrenset tid."),
        "Send meg en ny lenke", new("Se i innboksen din", "Hvis adressen fortsatt har tilgang, er en ny lenke på vei. Det kan ta et minutt eller to."),
        new("Det lyktes ikke", "Gå tilbake, og prøv igjen om et øyeblikk."));

    public static readonly PageTexts Swedish = new(
        "sv", "Fel", "Titta på det här igen.",
        "Välj ditt lösenord", "Minst 10 tecken. En lång mening är bra.", "Nytt lösenord", "Samma igen", "Spara lösenordet",
        "De två är inte lika.", "Det här lösenordet skulle snart gissas. Välj ett annat.",
        new("Ditt lösenord är sparat", "Från och med nu loggar du in med det. Alla som var inloggade med det gamla är utloggade."),
        "Logga in", "Logga in hos {0}", "E-postadress", "Lösenord", "Kod från din autentiseringsapp, om du använder en",
        "Adressen, lösenordet eller koden är fel.", "Ange också koden från din autentiseringsapp eller en återställningskod.", "För många felaktiga försök. Vänta några minuter.",
        new("Du är inloggad", "Du är inloggad hos {0} som {1}."), "Fortsätt",
        new("Länken finns inte", "Länken leder ingenstans. Kontrollera att hela adressen kopierades från mejlet."),
        new("Länken är använd", "Den fungerade en gång, och den eller en nyare har använts."),
        new("Länken har gått ut", "Den gällde bara under en begränsad tid."),
        "Skicka en ny länk till mig", new("Titta i din inkorg", "Om adressen fortfarande har tillgång är en ny länk på väg. Det kan ta en minut eller två."),
        new("Det lyckades inte", "Gå tillbaka och försök igen om en stund."));
}
