namespace CustomerOps.Identity.Pages;

/// <summary>
/// The words of an organisation's own sign-in, and of the page of who is signed in. In <see cref="Going"/> {0} is the organisation and {1} the provider's host,
/// in <see cref="Refused"/> {0} a word for the admin, in <see cref="Since"/> {0} a time.
/// </summary>
internal sealed record DoorTexts(
    string Hint, string WithPassword, Notice Going, Notice Away, Notice Refused, Notice Again, string TryAgain,
    string SignOut, Notice SignedOut, string Devices, string ThisDevice, string EndDevice, string Since)
{
    public static DoorTexts In(string language) => language switch { "da" => Danish, "nb" => Norwegian, "sv" => Swedish, "fi" => Finnish, "hu" => Hungarian, _ => English };

    private static readonly DoorTexts English = new(
        "If your organisation has its own sign-in, you are taken there.", "Sign in with a password",
        new("Sign in to {0}", "You are being taken to your organisation's sign-in at {1}. If nothing happens, go on yourself."),
        new("Your organisation's sign-in does not answer", "Please try again in a few minutes. If it goes on, tell whoever looks after it."),
        new("You could not be signed in", "Your organisation's sign-in did not let you in here. Whoever looks after it can find the reason by this word: {0}"),
        new("Please begin again", "This sign-in was begun in another browser, has been used, or took too long."), "Begin again",
        "Sign out", new("You are signed out", "This device is signed out."), "Where you are signed in", "This device", "Sign this device out", "Since {0}");

    private static readonly DoorTexts Danish = new(
        "Har din organisation sit eget login, kommer du dertil.", "Log ind med adgangskode",
        new("Log ind hos {0}", "Du sendes til din organisations login på {1}. Sker der ikke noget, så gå selv videre."),
        new("Din organisations login svarer ikke", "Prøv igen om et par minutter. Bliver det ved, så sig det til dem, der passer det."),
        new("Du kunne ikke logges ind", "Din organisations login lukkede dig ikke ind her. De, der passer det, kan finde grunden med dette ord: {0}"),
        new("Begynd forfra", "Dette login blev begyndt i en anden browser, er brugt eller tog for lang tid."), "Begynd forfra",
        "Log ud", new("Du er logget ud", "Denne enhed er logget ud."), "Her er du logget ind", "Denne enhed", "Log denne enhed ud", "Siden {0}");

    private static readonly DoorTexts Norwegian = new(
        "Har organisasjonen din sin egen innlogging, kommer du dit.", "Logg inn med passord",
        new("Logg inn hos {0}", "Du sendes til organisasjonens innlogging på {1}. Skjer det ingenting, kan du gå videre selv."),
        new("Organisasjonens innlogging svarer ikke", "Prøv igjen om noen minutter. Fortsetter det, si fra til dem som har ansvaret for den."),
        new("Du kunne ikke logges inn", "Organisasjonens innlogging slapp deg ikke inn her. De som har ansvaret for den, finner grunnen med dette ordet: {0}"),
        new("Begynn på nytt", "Denne innloggingen ble begynt i en annen nettleser, er brukt eller tok for lang tid."), "Begynn på nytt",
        "Logg ut", new("Du er logget ut", "Denne enheten er logget ut."), "Her er du logget inn", "Denne enheten", "Logg ut denne enheten", "Siden {0}");

    private static readonly DoorTexts Swedish = new(
        "Har din organisation en egen inloggning kommer du dit.", "Logga in med lösenord",
        new("Logga in hos {0}", "Du skickas till din organisations inloggning på {1}. Händer ingenting kan du gå vidare själv."),
        new("Din organisations inloggning svarar inte", "Försök igen om några minuter. Om det fortsätter, säg till den som sköter den."),
        new("Du kunde inte loggas in", "Din organisations inloggning släppte inte in dig här. Den som sköter den hittar orsaken med det här ordet: {0}"),
        new("Börja om", "Den här inloggningen påbörjades i en annan webbläsare, har använts eller tog för lång tid."), "Börja om",
        "Logga ut", new("Du är utloggad", "Den här enheten är utloggad."), "Här är du inloggad", "Den här enheten", "Logga ut den här enheten", "Sedan {0}");

    private static readonly DoorTexts Finnish = new(
        "Jos organisaatiollasi on oma kirjautuminen, siirryt sinne.", "Kirjaudu salasanalla",
        new("Kirjaudu sisään: {0}", "Sinut ohjataan organisaatiosi kirjautumiseen osoitteessa {1}. Jos mitään ei tapahdu, jatka itse."),
        new("Organisaatiosi kirjautuminen ei vastaa", "Yritä uudelleen muutaman minuutin kuluttua. Jos vika jatkuu, kerro siitä ylläpitäjälle."),
        new("Kirjautuminen ei onnistunut", "Organisaatiosi kirjautuminen ei päästänyt sinua tänne. Ylläpitäjä löytää syyn tällä sanalla: {0}"),
        new("Aloita alusta", "Tämä kirjautuminen aloitettiin toisessa selaimessa, on jo käytetty tai kesti liian kauan."), "Aloita alusta",
        "Kirjaudu ulos", new("Olet kirjautunut ulos", "Tämä laite on kirjattu ulos."), "Laitteet, joilla olet kirjautuneena", "Tämä laite", "Kirjaa tämä laite ulos", "Alkaen {0}");

    private static readonly DoorTexts Hungarian = new(
        "Ha a szervezetének saját belépése van, oda kerül.", "Belépés jelszóval",
        new("Belépés: {0}", "Továbbítjuk a szervezete belépéséhez itt: {1}. Ha nem történik semmi, lépjen tovább saját maga."),
        new("A szervezete belépése nem válaszol", "Kérjük, próbálja újra néhány perc múlva. Ha továbbra sem megy, szóljon annak, aki gondozza."),
        new("Nem sikerült beléptetni", "A szervezete belépése nem engedte be ide. Aki gondozza, ezzel a szóval találja meg az okát: {0}"),
        new("Kérjük, kezdje újra", "Ezt a belépést másik böngészőben kezdték, már felhasználták, vagy túl sokáig tartott."), "Újrakezdés",
        "Kilépés", new("Kilépett", "Ez az eszköz kilépett."), "Itt van belépve", "Ez az eszköz", "Eszköz kiléptetése", "Kezdete: {0}");
}
