using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Organisations;

/// <summary>Keeps the organisation as last told, and gives a new one its first two surveys, published, once.</summary>
internal sealed class RememberOrganisation(SurveyDb db, TimeProvider time) : IEventHandler<OrganisationUpserted>
{
    public async Task Handle(OrganisationUpserted told, EventFacts facts, CancellationToken cancellationToken)
    {
        string[] languages = [.. told.Languages];
        // An older telling that arrives late changes nothing, but still takes the row's lock: two at once give one pair of surveys.
        await db.Database.ExecuteSqlAsync($"""
            insert into organisations as o (tenant_id, slug, name, time_zone, languages, told_at)
            values ({facts.TenantId}, {told.Slug}, {told.Name}, {told.TimeZone}, {languages}, {facts.Time.ToUniversalTime()})
            on conflict (tenant_id) do update set
                slug = case when excluded.told_at >= o.told_at then excluded.slug else o.slug end,
                name = case when excluded.told_at >= o.told_at then excluded.name else o.name end,
                time_zone = case when excluded.told_at >= o.told_at then excluded.time_zone else o.time_zone end,
                languages = case when excluded.told_at >= o.told_at then excluded.languages else o.languages end,
                told_at = greatest(excluded.told_at, o.told_at)
            """, cancellationToken);
        var organisation = await db.Organisations.SingleAsync(cancellationToken);
        if (organisation.HasDefaultSurveys) return;
        organisation.HasDefaultSurveys = true;
        foreach (var draft in (SurveyDraft[])[DefaultSurveys.TicketSolved(languages), DefaultSurveys.OrderCompleted(languages)])
        {
            var survey = CustomerSurvey.Draft(draft, time.GetUtcNow());
            db.Add(survey);
            db.Add(survey.Publish(null, languages, null, time.GetUtcNow())!);
        }
    }
}
