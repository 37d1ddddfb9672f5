namespace CustomerOps.Survey.Pages;

internal static class OtherPages
{
    public static readonly PageTexts English = new(
        "optional", "must be answered", "Send answers", "Error", "Please look at these answers again",
        new("Not at all likely", "Extremely likely"), new("Very dissatisfied", "Very satisfied"), new("Disagree completely", "Agree completely"),
        new("Thank you", "Your answers have been received and will be read."),
        new("Already answered", "This survey has been answered. Thank you!"),
        new("Link not found", "This link does not lead to a survey. Please check that the whole address was copied from the mail."),
        new("The link has ended", "This survey can no longer be answered."),
        new("That did not work", "Please go back and try again in a moment."),
        new("Do you want no more surveys?", "We will then not ask you for feedback again. Mails about your own cases still reach you."),
        "Do not ask me again", new("You will not be asked again", "Your choice has been stored."),
        "This question needs an answer.", "Choose one of the answers shown.", "The text is too long: at most 4,000 characters.", "Answer at least one question.");

    public static readonly PageTexts Finnish = new(
        "vapaaehtoinen", "pakollinen", "Lähetä vastaukset", "Virhe", "Tarkista nämä vastaukset",
        new("En lainkaan todennäköisesti", "Erittäin todennäköisesti"), new("Erittäin tyytymätön", "Erittäin tyytyväinen"), new("Täysin eri mieltä", "Täysin samaa mieltä"),
        new("Kiitos", "Vastauksesi on vastaanotettu, ja se luetaan."),
        new("Kyselyyn on jo vastattu", "Tähän kyselyyn on jo vastattu. Kiitos!"),
        new("Linkkiä ei löydy", "Tämä linkki ei johda kyselyyn. Tarkista, että kopioit koko osoitteen viestistä."),
        new("Linkki on vanhentunut", "Tähän kyselyyn ei voi enää vastata."),
        new("Se ei onnistunut", "Palaa takaisin ja yritä hetken kuluttua uudelleen."),
        new("Etkö halua enää kyselyitä?", "Emme silloin pyydä sinulta enää palautetta. Omia asioitasi koskevat viestit saat edelleen."),
        "Älkää kysykö minulta enää", new("Sinulta ei enää kysytä", "Valintasi on tallennettu."),
        "Tähän kysymykseen on vastattava.", "Valitse jokin näkyvissä olevista vastauksista.", "Teksti on liian pitkä: enintään 4 000 merkkiä.", "Vastaa ainakin yhteen kysymykseen.");

    public static readonly PageTexts Hungarian = new(
        "nem kötelező", "kötelező", "Válaszok elküldése", "Hiba", "Kérjük, nézze át ezeket a válaszokat",
        new("Egyáltalán nem valószínű", "Rendkívül valószínű"), new("Nagyon elégedetlen", "Nagyon elégedett"), new("Egyáltalán nem értek egyet", "Teljesen egyetértek"),
        new("Köszönjük", "Válaszait megkaptuk, és el fogjuk olvasni."),
        new("Már megválaszolták", "Ezt a kérdőívet már kitöltötték. Köszönjük!"),
        new("A hivatkozás nem található", "Ez a hivatkozás nem vezet kérdőívhez. Kérjük, ellenőrizze, hogy a teljes címet kimásolta-e a levélből."),
        new("A hivatkozás lejárt", "Ezt a kérdőívet már nem lehet kitölteni."),
        new("Ez nem sikerült", "Kérjük, lépjen vissza, és próbálja újra egy kis idő múlva."),
        new("Nem kér több kérdőívet?", "Ebben az esetben nem kérünk Öntől több visszajelzést. A saját ügyeiről szóló leveleket továbbra is megkapja."),
        "Ne kérdezzenek többet", new("Nem kérdezzük többet", "A választását eltároltuk."),
        "Erre a kérdésre válaszolni kell.", "Válasszon a megadott válaszok közül.", "A szöveg túl hosszú: legfeljebb 4000 karakter.", "Válaszoljon legalább egy kérdésre.");
}
