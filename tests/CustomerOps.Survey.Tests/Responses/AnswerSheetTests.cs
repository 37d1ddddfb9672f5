using CustomerOps.Survey.Responses;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Tests.Responses;

public class AnswerSheetTests
{
    private static readonly Dictionary<string, string> s_words = new() { ["en"] = "words" };
    private static readonly SurveyDefinition s_survey = new(s_words,
    [
        new("csat", QuestionType.Csat, s_words, Required: true), new("nps", QuestionType.Nps, s_words), new("comment", QuestionType.Text, s_words),
        new("why", QuestionType.SingleChoice, s_words, Options: [new("price", s_words), new("time", s_words)]),
    ]);

    [Fact]
    public void Nought_is_an_answer_and_blank_is_none()
    {
        var sheet = Read(("csat", "1"), ("nps", "0"), ("comment", "  "), ("why", null));
        sheet.Faults.ShouldBeEmpty();
        sheet.Answers.Keys.ShouldBe(["csat", "nps"]);
        sheet.Answers["nps"].ShouldBe(new AnswerValue(Number: 0));
    }

    [Theory]
    [InlineData("nps", "11", "OutOfScale")]
    [InlineData("nps", "-1", "OutOfScale")]
    [InlineData("nps", "9.5", "OutOfScale")]
    [InlineData("nps", "1e1", "OutOfScale")]
    [InlineData("nps", "99999999999999999999", "OutOfScale")]
    [InlineData("nps", "nine", "OutOfScale")]
    [InlineData("csat", "0", "OutOfScale")]
    [InlineData("why", "Price", "NotAnOption")]
    [InlineData("shoe-size", "43", "Unknown")]
    public void A_wrong_value_is_told_by_its_question(string question, string value, string fault) =>
        Read(question == "csat" ? [(question, value)] : [("csat", "5"), (question, value)]).Faults[question].ToString().ShouldBe(fault);

    [Fact]
    public void A_required_question_and_the_same_question_twice_are_told()
    {
        Read(("nps", "9")).Faults.ShouldBe(new Dictionary<string, AnswerFault> { ["csat"] = AnswerFault.Required });
        Read(("csat", "4"), ("csat", "5")).Faults["csat"].ShouldBe(AnswerFault.Twice);
    }

    [Fact]
    public void Nothing_answered_is_refused_where_nothing_is_required() =>
        AnswerSheet.Read(new(s_words, [s_survey.Questions[1]]), [("nps", "")]).Faults.ShouldBe(new Dictionary<string, AnswerFault> { [""] = AnswerFault.NothingAnswered });

    [Fact]
    public void Words_lose_what_the_database_refuses_and_keep_lines_and_emoji() =>
        Read(("csat", "5"), ("comment", " One\r\ntwo\0 \u0007bell \ud83d\ude00\ttab ")).Answers["comment"].Text.ShouldBe("One\ntwo bell \ud83d\ude00\ttab");

    [Fact]
    public void Four_thousand_characters_and_no_more()
    {
        Read(("csat", "5"), ("comment", new string('x', 4000))).Faults.ShouldBeEmpty();
        Read(("csat", "5"), ("comment", new string('x', 4001))).Faults["comment"].ShouldBe(AnswerFault.TooLong);
    }

    private static AnswerSheet Read(params (string, string?)[] given) => AnswerSheet.Read(s_survey, given);
}
