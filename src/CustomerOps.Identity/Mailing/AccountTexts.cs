namespace CustomerOps.Identity.Mailing;

/// <summary>The words of the mails about signing in. {0} is the organisation, {1} the reader, {2} the link.</summary>
internal static class AccountTexts
{
    public static (string Subject, string Body) In(string language, MailKind kind) => (All.TryGetValue(language, out var words) ? words : All["en"])[(int)kind];

    // In the order of MailKind: invited, added, reset, customer's link, added where only the organisation's provider lets in.
    private static readonly Dictionary<string, (string, string)[]> All = new()
    {
        ["en"] =
        [
            ("Choose your password for {0}", "Hello {1},\n\n{0} has given you access. Choose your password here within 7 days:\n\n{2}\n\nThe link is yours alone and works once."),
            ("You now also belong to {0}", "Hello {1},\n\n{0} has given you access. Sign in with the password you have and change to this organisation:\n\n{2}"),
            ("A new password", "Hello {1},\n\nsomebody, we hope you, asked for a new password. Choose it here within one hour:\n\n{2}\n\nIf it was not you, nothing has changed and you need do nothing."),
            ("Your way in to {0}", "Hello,\n\nwith this link you see your cases with {0}. It works once, for 30 minutes:\n\n{2}\n\nIf you did not ask for it you need do nothing."),
            ("You now belong to {0}", "Hello {1},\n\n{0} has given you access. Sign in with your organisation's own sign-in; your e-mail address is all this page asks for:\n\n{2}"),
        ],
        ["da"] =
        [
            ("Vælg din adgangskode til {0}", "Hej {1}\n\n{0} har givet dig adgang. Vælg din adgangskode her inden for 7 dage:\n\n{2}\n\nLinket er kun til dig og virker én gang."),
            ("Du hører nu også til {0}", "Hej {1}\n\n{0} har givet dig adgang. Log ind med den adgangskode, du har, og skift til organisationen:\n\n{2}"),
            ("En ny adgangskode", "Hej {1}\n\nNogen, forhåbentlig dig, har bedt om en ny adgangskode. Vælg den her inden for en time:\n\n{2}\n\nVar det ikke dig, er intet ændret, og du skal ikke gøre noget."),
            ("Din adgang til {0}", "Hej\n\nMed dette link ser du dine sager hos {0}. Det virker én gang, i 30 minutter:\n\n{2}\n\nHar du ikke bedt om det, skal du ikke gøre noget."),
            ("Du hører nu til {0}", "Hej {1}\n\n{0} har givet dig adgang. Log ind med din organisations eget login; siden spørger kun om din e-mailadresse:\n\n{2}"),
        ],
        ["nb"] =
        [
            ("Velg passordet ditt for {0}", "Hei {1}\n\n{0} har gitt deg tilgang. Velg passordet ditt her innen 7 dager:\n\n{2}\n\nLenken er bare din og virker én gang."),
            ("Du hører nå også til {0}", "Hei {1}\n\n{0} har gitt deg tilgang. Logg inn med passordet du har, og bytt til organisasjonen:\n\n{2}"),
            ("Et nytt passord", "Hei {1}\n\nNoen, forhåpentligvis du, har bedt om et nytt passord. Velg det her innen en time:\n\n{2}\n\nVar det ikke du, er ingenting endret, og du trenger ikke gjøre noe."),
            ("Veien inn til {0}", "Hei\n\nMed denne lenken ser du sakene dine hos {0}. Den virker én gang, i 30 minutter:\n\n{2}\n\nHar du ikke bedt om den, trenger du ikke gjøre noe."),
            ("Du hører nå til {0}", "Hei {1}\n\n{0} har gitt deg tilgang. Logg inn med organisasjonens egen innlogging; siden spør bare etter e-postadressen din:\n\n{2}"),
        ],
        ["sv"] =
        [
            ("Välj ditt lösenord för {0}", "Hej {1}!\n\n{0} har gett dig tillgång. Välj ditt lösenord här inom 7 dagar:\n\n{2}\n\nLänken är bara din och fungerar en gång."),
            ("Du hör nu också till {0}", "Hej {1}!\n\n{0} har gett dig tillgång. Logga in med lösenordet du har och byt till organisationen:\n\n{2}"),
            ("Ett nytt lösenord", "Hej {1}!\n\nNågon, förhoppningsvis du, har bett om ett nytt lösenord. Välj det här inom en timme:\n\n{2}\n\nVar det inte du har inget ändrats och du behöver inte göra något."),
            ("Din väg in till {0}", "Hej!\n\nMed den här länken ser du dina ärenden hos {0}. Den fungerar en gång, i 30 minuter:\n\n{2}\n\nHar du inte bett om den behöver du inte göra något."),
            ("Du hör nu till {0}", "Hej {1}!\n\n{0} har gett dig tillgång. Logga in med din organisations egen inloggning; sidan frågar bara efter din e-postadress:\n\n{2}"),
        ],
        ["fi"] =
        [
            ("Valitse salasanasi: {0}", "Hei {1},\n\n{0} on antanut sinulle käyttöoikeuden. Valitse salasanasi tästä 7 päivän kuluessa:\n\n{2}\n\nLinkki on vain sinun ja toimii kerran."),
            ("Kuulut nyt myös organisaatioon {0}", "Hei {1},\n\n{0} on antanut sinulle käyttöoikeuden. Kirjaudu nykyisellä salasanallasi ja vaihda organisaatiota:\n\n{2}"),
            ("Uusi salasana", "Hei {1},\n\njoku, toivottavasti sinä, pyysi uutta salasanaa. Valitse se tästä tunnin kuluessa:\n\n{2}\n\nJos se et ollut sinä, mikään ei ole muuttunut eikä sinun tarvitse tehdä mitään."),
            ("Pääsysi palveluun: {0}", "Hei,\n\ntällä linkillä näet asiasi ({0}). Se toimii kerran, 30 minuutin ajan:\n\n{2}\n\nEllet pyytänyt sitä, sinun ei tarvitse tehdä mitään."),
            ("Kuulut nyt organisaatioon {0}", "Hei {1},\n\n{0} on antanut sinulle käyttöoikeuden. Kirjaudu organisaatiosi omalla kirjautumisella; sivu kysyy vain sähköpostiosoitteesi:\n\n{2}"),
        ],
        ["hu"] =
        [
            ("Válasszon jelszót: {0}", "Kedves {1}!\n\n{0} hozzáférést adott Önnek. Jelszavát itt választhatja ki 7 napon belül:\n\n{2}\n\nA hivatkozás csak az Öné, és egyszer használható."),
            ("Mostantól ide is tartozik: {0}", "Kedves {1}!\n\n{0} hozzáférést adott Önnek. Lépjen be a meglévő jelszavával, és váltson erre a szervezetre:\n\n{2}"),
            ("Új jelszó", "Kedves {1}!\n\nValaki, reméljük, hogy Ön, új jelszót kért. Itt választhatja ki egy órán belül:\n\n{2}\n\nHa nem Ön volt, semmi sem változott, és nincs teendője."),
            ("Belépés: {0}", "Jó napot!\n\nEzzel a hivatkozással láthatja az ügyeit ({0}). Egyszer, 30 percig használható:\n\n{2}\n\nHa nem Ön kérte, nincs teendője."),
            ("Mostantól ide tartozik: {0}", "Kedves {1}!\n\n{0} hozzáférést adott Önnek. Lépjen be a szervezete saját belépésével; az oldal csak az e-mail-címét kéri:\n\n{2}"),
        ],
    };
}
