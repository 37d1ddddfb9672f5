using CustomerOps.Messaging.PersonalData;

namespace CustomerOps.Survey.PersonalData;

/// <summary>
/// What Survey keeps of people. Scores, choices and the fact of having been asked stay, so that no figure changes; names, addresses and free texts go.
/// What waited is not sent, links open nothing more, and the customer may never be asked again.
/// </summary>
internal static class SurveyPersonalData
{
    /// <summary>Orders are the customer's by their id alone.</summary>
    private const string TheirsToo = "customer_id = any($1) or trigger_kind = 'ticket' and trigger_id = any($2)";

    /// <summary>Without what was written: the answer to a choice is one of the survey's own words.</summary>
    private const string WithoutTexts = """
        answers = coalesce((
            select jsonb_object_agg(given.key, given.value) from jsonb_each(answers) given where given.value ->> 'text' is null or exists (
                select from survey_versions v, json_array_elements(v.definition -> 'questions') asked
                where v.survey_id = responses.survey_id and v.number = responses.survey_version and asked ->> 'id' = given.key and asked ->> 'type' = 'single-choice')), '{}'),
        version = version + 1
        """;

    /// <summary>Invitations come first: whoever is answering one finishes, and their answer is then blanked as well.</summary>
    public static PersonalDataCatalogue Catalogue { get; } = new(
        [
            new("invitations", TheirsToo, """
                customer_name = '', customer_email = null, erased_at = now(), version = version + 1,
                reason = case status when 'scheduled' then 'erased' when 'bounced' then null else reason end,
                send_at = case when status <> 'scheduled' then send_at end, status = case status when 'scheduled' then 'withheld' else status end
                """),
            new("responses", TheirsToo, WithoutTexts),
            new("customers", "id = any($1)", "consent = false, consent_at = greatest(consent_at, now()), unsubscribed_at = coalesce(unsubscribed_at, now())"),
        ],
        // Who served them is staff.
        Kept: ["triggers", ".status", ".trigger_kind", ".person_name"]);
}
