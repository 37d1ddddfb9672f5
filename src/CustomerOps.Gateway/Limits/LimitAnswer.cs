using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Limits;

/// <summary>429: a page in the reader's language where a browser asks for one of our pages, a problem for everybody else.</summary>
internal static class LimitAnswer
{
    public static Task Write(HttpContext context, string detail)
    {
        var (request, wait) = (context.Request, context.Response.Headers.RetryAfter.ToString());
        var ofPages = request.Path.StartsWithSegments("/sign-in") || request.Path.StartsWithSegments("/s");
        if (!ofPages || !request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html" && a.Quality is null or > 0)) return new Problem(429, "limit.exceeded", detail).Write(context, context.RequestAborted);
        var (language, title, text) = Words(HtmlPage.FirstLanguage(request));
        return HtmlPage.Saying(429, language, title, string.Format(CultureInfo.InvariantCulture, text, wait)).ExecuteAsync(context);
    }

    /// <summary>{0} is how many seconds to wait.</summary>
    private static (string Language, string Title, string Text) Words(string language) => language switch
    {
        "da" => ("da", "For mange forsøg", "Der kom for mange forsøg herfra. Vent {0} sekunder, gå tilbage, og prøv igen. Det, du skrev, er ikke sendt."),
        "nb" or "nn" or "no" => ("nb", "For mange forsøk", "Det kom for mange forsøk herfra. Vent {0} sekunder, gå tilbake, og prøv igjen. Det du skrev, er ikke sendt."),
        "sv" => ("sv", "För många försök", "Det kom för många försök härifrån. Vänta {0} sekunder, gå tillbaka och försök igen. Det du skrev har inte skickats."),
        "fi" => ("fi", "Liian monta yritystä", "Täältä tuli liian monta yritystä. Odota {0} sekuntia, palaa takaisin ja yritä uudelleen. Kirjoittamaasi ei ole lähetetty."),
        "hu" => ("hu", "Túl sok próbálkozás", "Innen túl sok próbálkozás érkezett. Várjon {0} másodpercet, lépjen vissza, és próbálja újra. Amit beírt, nem került elküldésre."),
        _ => ("en", "Too many tries", "There were too many tries from here. Wait {0} seconds, go back and try again. What you wrote has not been sent."),
    };
}
