using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging;
using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Responses;

/// <summary>One customer's answers to one invitation, pinned to the survey's version, with the context they are split by. Never changed.</summary>
internal sealed class Response : Aggregate
{
    public Guid InvitationId { get; private init; }
    public Guid SurveyId { get; private init; }
    public int SurveyVersion { get; private init; }
    public TriggerKind TriggerKind { get; private init; }
    public Guid TriggerId { get; private init; }
    public Guid CustomerId { get; private init; }
    public string Language { get; private init; } = "";
    public string? Branch { get; private init; }
    public string? Channel { get; private init; }
    public Guid? PersonId { get; private init; }
    public string? PersonName { get; private init; }
    public short? Nps { get; private init; }
    public short? Csat { get; private init; }
    public short? Ces { get; private init; }

    /// <summary>By question id; what was not answered is not there.</summary>
    public IReadOnlyDictionary<string, AnswerValue> Answers { get; private init; } = new Dictionary<string, AnswerValue>();
    public DateTimeOffset AnsweredAt { get; private init; }

    private Response() { }

    /// <summary>The invitation's one answer.</summary>
    public static Response To(Invitation invitation, SurveyDefinition definition, IReadOnlyDictionary<string, AnswerValue> answers, DateTimeOffset now)
    {
        invitation.Answer(now);
        var response = new Response
        {
            InvitationId = invitation.Id, SurveyId = invitation.SurveyId!.Value, SurveyVersion = invitation.SurveyVersion!.Value,
            TriggerKind = invitation.TriggerKind, TriggerId = invitation.TriggerId, CustomerId = invitation.CustomerId, Language = invitation.Language,
            Branch = invitation.Branch, Channel = invitation.Channel, PersonId = invitation.PersonId, PersonName = invitation.PersonName,
            Nps = Score(QuestionType.Nps), Csat = Score(QuestionType.Csat), Ces = Score(QuestionType.Ces), Answers = answers, AnsweredAt = now,
        };
        response.Raise(new SurveyAnswered(
            response.Id, invitation.Id, response.SurveyId, invitation.Kind, invitation.TriggerId, invitation.CustomerId, invitation.CustomerEmail,
            invitation.Language, response.Nps, response.Csat, response.Ces, Comment(), now));
        return response;

        short? Score(QuestionType type) =>
            definition.Questions.FirstOrDefault(q => q.Type == type) is { } asked && answers.TryGetValue(asked.Id, out var given) ? (short?)given.Number : null;

        string? Comment() =>
            definition.Questions.Where(q => q.Type == QuestionType.Text).Select(q => answers.GetValueOrDefault(q.Id)?.Text).FirstOrDefault(t => t is not null);
    }
}

/// <summary>A number on a scale, or words: a text, or the id of the option chosen.</summary>
internal sealed record AnswerValue(int? Number = null, string? Text = null);
