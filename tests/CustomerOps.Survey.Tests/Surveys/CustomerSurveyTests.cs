using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Tests.Surveys;

public class CustomerSurveyTests
{
    private static readonly string[] s_six = ["en", "da", "nb", "sv", "fi", "hu"];
    private static readonly SurveyDraft s_draft = DefaultSurveys.TicketSolved(s_six);

    [Fact]
    public void Default_surveys_have_every_text_in_all_six_languages()
    {
        foreach (var draft in (SurveyDraft[])[s_draft, DefaultSurveys.OrderCompleted(s_six)])
            foreach (var (field, texts) in new SurveyDefinition(draft.Title, draft.Questions).AllTexts) texts.Keys.ShouldBe(s_six, ignoreOrder: true, field);
    }

    [Fact]
    public void A_language_without_our_words_is_waived_for_the_defaults() => DefaultSurveys.TicketSolved(["de", "en"]).WaivedLanguages.ShouldBe(["de"]);

    [Fact]
    public void Publishing_twice_without_a_change_is_one_version()
    {
        var (survey, first) = Published();
        survey.Publish(first, s_six, null, DateTimeOffset.UtcNow).ShouldBeNull();
        survey.PublishedVersion.ShouldBe(1);
    }

    [Fact]
    public void A_change_touches_the_draft_and_not_the_version()
    {
        var (survey, first) = Published();
        survey.Change(s_draft with { Questions = [s_draft.Questions[0]] });
        (first.Definition.Questions.Count, survey.Definition.Questions.Count, survey.PublishedVersion).ShouldBe((4, 1, 1));
    }

    [Fact]
    public void Withdrawn_and_published_again_is_the_same_version()
    {
        var (survey, first) = Published();
        survey.Withdraw();
        survey.PublishedVersion.ShouldBeNull();
        survey.Publish(first, s_six, null, DateTimeOffset.UtcNow).ShouldBeNull();
        survey.PublishedVersion.ShouldBe(1);
    }

    [Fact]
    public void Changes_are_told_apart()
    {
        Change(s_draft with { Title = new Dictionary<string, string>(s_draft.Title) { ["en"] = "Other words" } }).ShouldBe(DefinitionChange.Cosmetic);
        Change(s_draft with { Questions = [.. s_draft.Questions, new("why", QuestionType.Text, s_draft.Title)] }).ShouldBe(DefinitionChange.Additive);
        Change(s_draft with { Questions = [.. s_draft.Questions.Skip(1)] }).ShouldBe(DefinitionChange.Breaking);
        Change(s_draft with { Questions = [.. s_draft.Questions.Take(3), s_draft.Questions[3] with { Type = QuestionType.SingleChoice, Options = [new("a", s_draft.Title), new("b", s_draft.Title)] }] }).ShouldBe(DefinitionChange.Breaking);
    }

    [Fact]
    public void A_missing_language_blocks_publishing_unless_waived()
    {
        var english = new Dictionary<string, string> { ["en"] = "Words" };
        var draft = s_draft with { Title = english };
        var refused = Should.Throw<RuleViolation>(() => CustomerSurvey.Draft(draft, DateTimeOffset.UtcNow).Publish(null, ["en", "nn-NO"], null, DateTimeOffset.UtcNow));
        refused.Code.ShouldBe("survey.language-missing");
        refused.Message.ShouldBe("title has no text in nb: add it or waive the language.");
        CustomerSurvey.Draft(draft with { WaivedLanguages = ["nb"] }, DateTimeOffset.UtcNow).Publish(null, ["en", "nn-NO"], null, DateTimeOffset.UtcNow)!.Number.ShouldBe(1);
    }

    private static (CustomerSurvey, SurveyVersion) Published()
    {
        var survey = CustomerSurvey.Draft(s_draft, DateTimeOffset.UtcNow);
        return (survey, survey.Publish(null, s_six, null, DateTimeOffset.UtcNow)!);
    }

    private static DefinitionChange Change(SurveyDraft to)
    {
        var (survey, first) = Published();
        survey.Change(to);
        var second = survey.Publish(first, s_six, null, DateTimeOffset.UtcNow)!;
        second.Number.ShouldBe(2);
        return second.Change;
    }
}
