using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Mailing;

/// <summary>The invitation mail's words. {0} is the organisation, {1} the customer, {2} the last day to answer.</summary>
internal sealed record MailTexts(string Subject, string Greeting, string Ask, string Button, string Until, string Why, string Stop)
{
    public static MailTexts In(string language) => All[Languages.Own(language)];

    private static readonly Dictionary<string, MailTexts> All = new()
    {
        ["en"] = new("How did we do? Two minutes for {0}", "Hello {1},",
            "You were in touch with {0}. Will you tell us how it went? It takes about two minutes and your answer is read.", "Answer the survey",
            "The link is yours alone and works once, until {2}.", "You get this mail because you were in touch with {0}.", "Do not ask me again"),
        ["da"] = new("Hvordan klarede vi det? To minutter for {0}", "Hej {1}",
            "Du har været i kontakt med {0}. Vil du fortælle os, hvordan det gik? Det tager omkring to minutter, og dit svar bliver læst.", "Besvar undersøgelsen",
            "Linket er kun til dig og virker én gang, til og med {2}.", "Du får denne mail, fordi du har været i kontakt med {0}.", "Spørg mig ikke igen"),
        ["nb"] = new("Hvordan gjorde vi det? To minutter for {0}", "Hei {1}",
            "Du har vært i kontakt med {0}. Vil du fortelle oss hvordan det gikk? Det tar omtrent to minutter, og svaret ditt blir lest.", "Svar på undersøkelsen",
            "Lenken er bare din og virker én gang, til og med {2}.", "Du får denne e-posten fordi du har vært i kontakt med {0}.", "Ikke spør meg igjen"),
        ["sv"] = new("Hur gick det? Två minuter för {0}", "Hej {1}!",
            "Du har varit i kontakt med {0}. Vill du berätta hur det gick? Det tar ungefär två minuter och ditt svar blir läst.", "Svara på enkäten",
            "Länken är bara din och fungerar en gång, till och med {2}.", "Du får det här mejlet eftersom du har varit i kontakt med {0}.", "Fråga mig inte igen"),
        ["fi"] = new("Miten onnistuimme? Kaksi minuuttia, {0}", "Hei {1},",
            "Olit yhteydessä meihin ({0}). Kertoisitko, miten asiointi sujui? Vastaaminen vie noin kaksi minuuttia, ja vastauksesi luetaan.", "Vastaa kyselyyn",
            "Linkki on vain sinun ja toimii kerran, {2} saakka.", "Saat tämän viestin, koska olit yhteydessä meihin ({0}).", "Älkää kysykö minulta enää"),
        ["hu"] = new("Hogyan teljesítettünk? Két perc – {0}", "Kedves {1}!",
            "Ön kapcsolatba lépett velünk ({0}). Elmondaná, milyen volt? Körülbelül két percet vesz igénybe, és a válaszát elolvassuk.", "Kérdőív kitöltése",
            "A hivatkozás csak az Öné, és egyszer használható, eddig: {2}.", "Azért kapta ezt a levelet, mert kapcsolatba lépett velünk ({0}).", "Ne kérdezzenek többet"),
    };
}
