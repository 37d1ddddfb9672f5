namespace CustomerOps.Survey.Pages;

internal static class ScandinavianPages
{
    public static readonly PageTexts Danish = new(
        "valgfrit", "skal besvares", "Send svar", "Fejl", "Se venligst på disse svar igen",
        new("Slet ikke sandsynligt", "Meget sandsynligt"), new("Meget utilfreds", "Meget tilfreds"), new("Helt uenig", "Helt enig"),
        new("Tak", "Dine svar er modtaget og bliver læst."),
        new("Allerede besvaret", "Denne undersøgelse er besvaret. Tak!"),
        new("Linket findes ikke", "Linket fører ikke til en undersøgelse. Se efter, om hele adressen er kopieret fra mailen."),
        new("Linket er udløbet", "Undersøgelsen kan ikke længere besvares."),
        new("Det lykkedes ikke", "Gå tilbage, og prøv igen om et øjeblik."),
        new("Vil du ikke have flere undersøgelser?", "Så beder vi dig ikke om at svare igen. Du får stadig mails om dine egne sager."),
        "Spørg mig ikke igen", new("Du bliver ikke spurgt igen", "Dit valg er gemt."),
        "Spørgsmålet skal besvares.", "Vælg et af de viste svar.", "Teksten er for lang: højst 4.000 tegn.", "Besvar mindst ét spørgsmål.");

    public static readonly PageTexts Norwegian = new(
        "valgfritt", "må besvares", "Send svar", "Feil", "Se på disse svarene igjen",
        new("Slett ikke sannsynlig", "Svært sannsynlig"), new("Svært misfornøyd", "Svært fornøyd"), new("Helt uenig", "Helt enig"),
        new("Takk", "Svarene dine er mottatt og blir lest."),
        new("Allerede besvart", "Denne undersøkelsen er besvart. Takk!"),
        new("Lenken finnes ikke", "Lenken fører ikke til en undersøkelse. Se etter om hele adressen er kopiert fra e-posten."),
        new("Lenken er utløpt", "Undersøkelsen kan ikke lenger besvares."),
        new("Det gikk ikke", "Gå tilbake og prøv igjen om et øyeblikk."),
        new("Vil du ikke ha flere undersøkelser?", "Da ber vi deg ikke om å svare igjen. Du får fortsatt e-post om dine egne saker."),
        "Ikke spør meg igjen", new("Du blir ikke spurt igjen", "Valget ditt er lagret."),
        "Spørsmålet må besvares.", "Velg ett av svarene som vises.", "Teksten er for lang: høyst 4 000 tegn.", "Svar på minst ett spørsmål.");

    public static readonly PageTexts Swedish = new(
        "frivillig", "måste besvaras", "Skicka svar", "Fel", "Titta på de här svaren igen",
        new("Inte alls troligt", "Mycket troligt"), new("Mycket missnöjd", "Mycket nöjd"), new("Håller inte alls med", "Håller helt med"),
        new("Tack", "Dina svar har tagits emot och kommer att läsas."),
        new("Redan besvarad", "Den här enkäten har besvarats. Tack!"),
        new("Länken finns inte", "Länken leder inte till någon enkät. Kontrollera att hela adressen är kopierad från mejlet."),
        new("Länken har gått ut", "Enkäten kan inte längre besvaras."),
        new("Det gick inte", "Gå tillbaka och försök igen om en stund."),
        new("Vill du inte ha fler enkäter?", "Då ber vi dig inte svara igen. Du får fortfarande mejl om dina egna ärenden."),
        "Fråga mig inte igen", new("Du blir inte tillfrågad igen", "Ditt val har sparats."),
        "Frågan måste besvaras.", "Välj ett av svaren som visas.", "Texten är för lång: högst 4 000 tecken.", "Besvara minst en fråga.");
}
