using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Survey.Surveys;

/// <summary>A survey as its designer writes it.</summary>
/// <param name="SamplingRate">Share of the customers asked, 0–1; the same customer always falls on the same side.</param>
/// <param name="QuarantineDays">A customer asked by any survey within so many days is not asked by this one.</param>
/// <param name="Title">What the customer reads above the questions, by language.</param>
/// <param name="WaivedLanguages">Languages of the organisation in which texts may be missing.</param>
[Example("""{ "name": "After a solved case", "trigger": { "kind": "ticket" }, "title": { "en": "How did we do?" }, "questions": [{ "id": "nps", "type": "nps", "text": { "en": "How likely are you to recommend us?" }, "required": true }] }""")]
internal sealed record SurveyDraft(
    string Name, TriggerRule Trigger, IReadOnlyDictionary<string, string> Title, IReadOnlyList<Question> Questions,
    double SamplingRate = 1, int QuarantineDays = 30, IReadOnlyList<string>? WaivedLanguages = null);

/// <param name="DelaySeconds">How long after the trigger the customer is asked.</param>
internal sealed record TriggerRule(TriggerKind Kind, int DelaySeconds = 0);
