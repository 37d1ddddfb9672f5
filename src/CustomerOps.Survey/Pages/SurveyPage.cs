using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Survey.Pages;

internal static class SurveyPage
{
    public static HtmlPage Of(int status, string language, Notice notice, string more = "") => HtmlPage.Saying(status, language, notice.Title, notice.Text, more);
}
