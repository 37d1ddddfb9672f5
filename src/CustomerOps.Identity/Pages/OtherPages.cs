namespace CustomerOps.Identity.Pages;

internal static class OtherPages
{
    public static readonly PageTexts English = new(
        "en", "Error", "Please look at this again.",
        "Choose your password", "At least 10 characters. A long sentence is good.", "New password", "The same again", "Save password",
        "The two are not alike.", "This password would be guessed soon. Choose another one.",
        new("Your password is saved", "From now on you sign in with it. Whoever was signed in with the old one no longer is."),
        "Sign in", "Sign in to {0}", "E-mail address", "Password", "Code of your authenticator app, if you use one",
        "The address, password or code is wrong.", "Also give the code of your authenticator app, or a recovery code.", "Too many wrong tries. Please wait a few minutes.",
        new("You are signed in", "You are signed in to {0} as {1}."), "Continue",
        new("Link not found", "This link leads nowhere. Please check that the whole address was copied from the mail."),
        new("This link has been used", "It worked once, and has been used, or a newer one has been."),
        new("This link has ended", "It was good for a limited time only."),
        "Send me a new link", new("Look into your mailbox", "If the address still has access, a new link is on its way. It may take a minute or two."),
        new("That did not work", "Please go back and try again in a moment."));

    public static readonly PageTexts Finnish = new(
        "fi", "Virhe", "Tarkista tämä kohta.",
        "Valitse salasanasi", "Vähintään 10 merkkiä. Pitkä lause on hyvä.", "Uusi salasana", "Sama uudelleen", "Tallenna salasana",
        "Salasanat eivät ole samat.", "Tämä salasana olisi helppo arvata. Valitse toinen.",
        new("Salasanasi on tallennettu", "Kirjaudut tästä lähtien sillä. Vanhalla salasanalla kirjautuneet on kirjattu ulos."),
        "Kirjaudu sisään", "Kirjaudu sisään: {0}", "Sähköpostiosoite", "Salasana", "Todennussovelluksen koodi, jos käytät sellaista",
        "Osoite, salasana tai koodi on väärä.", "Anna myös todennussovelluksen koodi tai palautuskoodi.", "Liian monta väärää yritystä. Odota muutama minuutti.",
        new("Olet kirjautunut sisään", "Olet kirjautunut palveluun {0} osoitteella {1}."), "Jatka",
        new("Linkkiä ei löydy", "Tämä linkki ei johda mihinkään. Tarkista, että kopioit koko osoitteen viestistä."),
        new("Linkki on jo käytetty", "Se toimi kerran, ja se tai uudempi linkki on jo käytetty."),
        new("Linkki on vanhentunut", "Se oli voimassa vain rajoitetun ajan."),
        "Lähetä uusi linkki", new("Katso sähköpostiisi", "Jos osoitteella on yhä käyttöoikeus, uusi linkki on matkalla. Siihen voi mennä minuutti tai kaksi."),
        new("Se ei onnistunut", "Palaa takaisin ja yritä hetken kuluttua uudelleen."));

    public static readonly PageTexts Hungarian = new(
        "hu", "Hiba", "Kérjük, nézze át újra.",
        "Válasszon jelszót", "Legalább 10 karakter. Egy hosszú mondat jó választás.", "Új jelszó", "Ugyanaz még egyszer", "Jelszó mentése",
        "A két jelszó nem egyezik.", "Ezt a jelszót hamar kitalálnák. Válasszon másikat.",
        new("A jelszavát elmentettük", "Mostantól ezzel lép be. Aki a régivel volt belépve, már nincs belépve."),
        "Belépés", "Belépés: {0}", "E-mail-cím", "Jelszó", "A hitelesítő alkalmazás kódja, ha használ ilyet",
        "A cím, a jelszó vagy a kód hibás.", "Adja meg a hitelesítő alkalmazás kódját vagy egy helyreállító kódot is.", "Túl sok hibás próbálkozás. Kérjük, várjon néhány percet.",
        new("Belépett", "Ide lépett be: {0}, ezzel a címmel: {1}."), "Tovább",
        new("A hivatkozás nem található", "Ez a hivatkozás nem vezet sehova. Kérjük, ellenőrizze, hogy a teljes címet kimásolta-e a levélből."),
        new("Ezt a hivatkozást már használták", "Egyszer működött, és azt vagy egy újabbat már felhasználtak."),
        new("A hivatkozás lejárt", "Csak korlátozott ideig volt érvényes."),
        "Kérek új hivatkozást", new("Nézze meg a postafiókját", "Ha a címnek még van hozzáférése, az új hivatkozás úton van. Ez egy-két percig is eltarthat."),
        new("Ez nem sikerült", "Kérjük, lépjen vissza, és próbálja újra egy kis idő múlva."));
}
