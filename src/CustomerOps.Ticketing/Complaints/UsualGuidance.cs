namespace CustomerOps.Ticketing.Complaints;

/// <summary>What is read until the organisation writes its own.</summary>
internal static class UsualGuidance
{
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["en"] = "Let the customer finish. Say back in your own words what happened and what it meant to them. Apologise for that, without excuses and without blaming anybody. Ask what would put it right. Say what you will do, by when, and who does it. Promise only what you can keep, and write it down. Thank them for telling us. If they threaten or you cannot go on, say so calmly and hand the case up.",
        ["da"] = "Lad kunden tale ud. Gentag med dine egne ord, hvad der er sket, og hvad det har betydet. Beklag det uden undskyldninger og uden at give nogen skylden. Spørg, hvad der kan gøre det godt igen. Sig, hvad du gør, hvornår, og hvem der gør det. Lov kun det, du kan holde, og skriv det ned. Tak, fordi de sagde det. Hvis de truer, eller du ikke kan komme videre, så sig det roligt og giv sagen videre opad.",
        ["nb"] = "La kunden snakke ferdig. Gjenta med egne ord hva som har skjedd, og hva det har betydd. Beklag det uten unnskyldninger og uten å legge skylden på noen. Spør hva som kan gjøre det godt igjen. Si hva du gjør, når, og hvem som gjør det. Lov bare det du kan holde, og skriv det ned. Takk for at de sa ifra. Hvis de truer, eller du ikke kommer videre, si det rolig og gi saken videre oppover.",
        ["sv"] = "Låt kunden tala till punkt. Upprepa med egna ord vad som har hänt och vad det har betytt. Beklaga det utan ursäkter och utan att skylla på någon. Fråga vad som skulle ställa det till rätta. Säg vad du gör, när, och vem som gör det. Lova bara det du kan hålla och skriv ner det. Tacka för att de sa till. Om de hotar eller du inte kommer vidare, säg det lugnt och lämna ärendet uppåt.",
        ["fi"] = "Anna asiakkaan puhua loppuun. Toista omin sanoin, mitä on tapahtunut ja mitä se on heille merkinnyt. Pahoittele sitä selittelemättä ja ketään syyttämättä. Kysy, mikä korjaisi asian. Kerro, mitä teet, mihin mennessä ja kuka sen tekee. Lupaa vain se, minkä voit pitää, ja kirjaa se. Kiitä siitä, että he kertoivat. Jos he uhkailevat tai et pääse eteenpäin, sano se rauhallisesti ja siirrä asia ylemmäs.",
        ["hu"] = "Hagyja, hogy az ügyfél végigmondja. Foglalja össze a saját szavaival, mi történt, és mit jelentett neki. Kérjen érte elnézést, mentegetőzés és mások hibáztatása nélkül. Kérdezze meg, mivel lehetne helyrehozni. Mondja el, mit tesz, mikorra, és ki teszi meg. Csak azt ígérje, amit be tud tartani, és írja le. Köszönje meg, hogy szólt. Ha fenyegetőzik, vagy nem jut előbbre, mondja el nyugodtan, és adja tovább az ügyet feljebb.",
    };
}
