namespace CustomerOps.Survey.Organisations;

/// <summary>The words of the default surveys.</summary>
internal static class DefaultTexts
{
    public static readonly IReadOnlyDictionary<string, string> TicketTitle = Six(
        "How did we help you?", "Hvordan hjalp vi dig?", "Hvordan hjalp vi deg?", "Hur hjälpte vi dig?",
        "Miten onnistuimme auttamaan sinua?", "Hogyan segítettünk Önnek?");

    public static readonly IReadOnlyDictionary<string, string> OrderTitle = Six(
        "How was your purchase?", "Hvordan var dit køb?", "Hvordan var kjøpet ditt?", "Hur var ditt köp?",
        "Miten ostoksesi sujui?", "Milyen volt a vásárlása?");

    public static readonly IReadOnlyDictionary<string, string> Satisfied = Six(
        "How satisfied are you with the help you got?", "Hvor tilfreds er du med den hjælp, du fik?", "Hvor fornøyd er du med hjelpen du fikk?",
        "Hur nöjd är du med hjälpen du fick?", "Kuinka tyytyväinen olet saamaasi apuun?", "Mennyire elégedett a kapott segítséggel?");

    public static readonly IReadOnlyDictionary<string, string> MadeItEasy = Six(
        "We made it easy to have your case solved. Do you agree?", "Vi gjorde det let at få løst din sag. Er du enig?",
        "Vi gjorde det enkelt å få løst saken din. Er du enig?", "Vi gjorde det enkelt att få ditt ärende löst. Håller du med?",
        "Teimme asiasi hoitamisesta helppoa. Oletko samaa mieltä?", "Könnyűvé tettük az ügye elintézését. Egyetért ezzel?");

    public static readonly IReadOnlyDictionary<string, string> Recommend = Six(
        "How likely are you to recommend us to a friend or colleague?", "Hvor sandsynligt er det, at du vil anbefale os til en ven eller kollega?",
        "Hvor sannsynlig er det at du vil anbefale oss til en venn eller kollega?", "Hur troligt är det att du rekommenderar oss till en vän eller kollega?",
        "Kuinka todennäköisesti suosittelisit meitä ystävälle tai kollegalle?", "Mennyire valószínű, hogy ajánlana minket egy barátjának vagy kollégájának?");

    public static readonly IReadOnlyDictionary<string, string> Comment = Six(
        "What is the main reason for your answers?", "Hvad er den vigtigste grund til dine svar?", "Hva er den viktigste grunnen til svarene dine?",
        "Vilken är den viktigaste orsaken till dina svar?", "Mikä on tärkein syy vastauksiisi?", "Mi a válaszainak legfontosabb oka?");

    private static Dictionary<string, string> Six(string en, string da, string nb, string sv, string fi, string hu) =>
        new() { ["en"] = en, ["da"] = da, ["nb"] = nb, ["sv"] = sv, ["fi"] = fi, ["hu"] = hu };
}
