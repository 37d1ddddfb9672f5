namespace CustomerOps.Ticketing.Notices;

/// <summary>What customers read until the organisation writes its own.</summary>
internal static class UsualNotices
{
    public static readonly IReadOnlyDictionary<string, string> LateSubjects = new Dictionary<string, string>
    {
        ["en"] = "Your order {{order}} is late", ["da"] = "Din ordre {{order}} er forsinket", ["nb"] = "Bestillingen din {{order}} er forsinket", ["sv"] = "Din beställning {{order}} är försenad",
        ["fi"] = "Tilauksesi {{order}} on myöhässä", ["hu"] = "A(z) {{order}} számú rendelése késik",
    };

    public static readonly IReadOnlyDictionary<string, string> LateTexts = new Dictionary<string, string>
    {
        ["en"] = "Hello {{name}},\n\nyour order {{order}} was to come on {{promised}}. It is late, and we are sorry.\nWe expect it on: {{expected}}\nCarrier: {{carrier}}, number {{tracking}}\n\nIf you need it sooner or do not want it any more, answer us.\n\n{{organisation}}",
        ["da"] = "Hej {{name}}\n\nDin ordre {{order}} skulle være kommet den {{promised}}. Den er forsinket, og det beklager vi.\nVi venter den: {{expected}}\nFragtfirma: {{carrier}}, nummer {{tracking}}\n\nHar du brug for den før, eller vil du ikke have den længere, så svar os.\n\n{{organisation}}",
        ["nb"] = "Hei {{name}}\n\nBestillingen din {{order}} skulle ha kommet {{promised}}. Den er forsinket, og det beklager vi.\nVi venter den: {{expected}}\nTransportør: {{carrier}}, nummer {{tracking}}\n\nTrenger du den før, eller vil du ikke ha den lenger, så svar oss.\n\n{{organisation}}",
        ["sv"] = "Hej {{name}}\n\nDin beställning {{order}} skulle ha kommit {{promised}}. Den är försenad, och det beklagar vi.\nVi väntar den: {{expected}}\nTransportör: {{carrier}}, nummer {{tracking}}\n\nBehöver du den tidigare, eller vill du inte ha den längre, svara oss.\n\n{{organisation}}",
        ["fi"] = "Hei {{name}}\n\nTilauksesi {{order}} piti tulla {{promised}}. Se on myöhässä, ja pahoittelemme sitä.\nOdotamme sen tulevan: {{expected}}\nKuljetusyhtiö: {{carrier}}, numero {{tracking}}\n\nJos tarvitset sen aikaisemmin tai et enää halua sitä, vastaa meille.\n\n{{organisation}}",
        ["hu"] = "Kedves {{name}}!\n\nA(z) {{order}} számú rendelésének {{promised}} napján kellett volna megérkeznie. Késik, ezért elnézését kérjük.\nVárható érkezés: {{expected}}\nFuvarozó: {{carrier}}, szám: {{tracking}}\n\nHa előbb van rá szüksége, vagy már nem kéri, válaszoljon nekünk.\n\n{{organisation}}",
    };

    public static readonly IReadOnlyDictionary<string, string> ReturnSubjects = new Dictionary<string, string>
    {
        ["en"] = "Your return {{number}}", ["da"] = "Din returnering {{number}}", ["nb"] = "Returen din {{number}}", ["sv"] = "Din retur {{number}}", ["fi"] = "Palautuksesi {{number}}", ["hu"] = "Visszaküldés: {{number}}",
    };

    public static readonly IReadOnlyDictionary<string, string> ReturnTexts = new Dictionary<string, string>
    {
        ["en"] = "Hello {{name}},\n\nyou can send this back from order {{order}}:\n{{items}}\n\nReturn number: {{number}}\nWrite it on the outside of the parcel, put this mail or a note with the number inside, and send it to:\n{{address}}\n\nIt has to be with us by {{deadline}}. Keep the receipt until you have your money.\n\n{{organisation}}",
        ["da"] = "Hej {{name}}\n\nDu kan sende dette tilbage fra ordre {{order}}:\n{{items}}\n\nReturnummer: {{number}}\nSkriv det uden på pakken, læg denne mail eller en seddel med nummeret i, og send den til:\n{{address}}\n\nDen skal være hos os senest den {{deadline}}. Gem kvitteringen, til du har fået pengene.\n\n{{organisation}}",
        ["nb"] = "Hei {{name}}\n\nDu kan sende dette tilbake fra bestilling {{order}}:\n{{items}}\n\nReturnummer: {{number}}\nSkriv det utenpå pakken, legg ved denne e-posten eller en lapp med nummeret, og send den til:\n{{address}}\n\nDen må være hos oss senest {{deadline}}. Ta vare på kvitteringen til du har fått pengene.\n\n{{organisation}}",
        ["sv"] = "Hej {{name}}\n\nDu kan skicka tillbaka detta från beställning {{order}}:\n{{items}}\n\nReturnummer: {{number}}\nSkriv det utanpå paketet, lägg i detta mejl eller en lapp med numret, och skicka det till:\n{{address}}\n\nDet ska vara hos oss senast {{deadline}}. Spara kvittot tills du har fått pengarna.\n\n{{organisation}}",
        ["fi"] = "Hei {{name}}\n\nVoit palauttaa tilauksesta {{order}}:\n{{items}}\n\nPalautusnumero: {{number}}\nKirjoita se paketin päälle, laita mukaan tämä viesti tai lappu, jossa on numero, ja lähetä paketti osoitteeseen:\n{{address}}\n\nSen on oltava meillä viimeistään {{deadline}}. Säilytä kuitti, kunnes olet saanut rahat.\n\n{{organisation}}",
        ["hu"] = "Kedves {{name}}!\n\nA(z) {{order}} számú rendeléséből visszaküldheti:\n{{items}}\n\nVisszaküldési szám: {{number}}\nÍrja rá a csomagra, tegye bele ezt a levelet vagy egy cédulát a számmal, és küldje ide:\n{{address}}\n\nLegkésőbb {{deadline}} napjáig kell megérkeznie. Őrizze meg a feladóvevényt, amíg a pénzét meg nem kapja.\n\n{{organisation}}",
    };
}
